using System.Collections.Immutable;
using Gatehouse.Cel.Types;

namespace Gatehouse.Cel.Checking;

/// <summary>
/// Assignability and unification of types. A failed trial leaves no trace; a successful one keeps what it learned of type parameters.
/// </summary>
internal sealed class TypeMatcher
{
    private readonly Dictionary<string, CelType> _bindings = new(StringComparer.Ordinal);
    private readonly List<(string Name, CelType? Before)> _trail = [];
    private int _fresh;

    public CelType NewParameter() => CelType.Parameter($"_var{_fresh++}");

    public bool IsAssignable(CelType target, CelType source) => Try(() => Unify(target, source));

    public bool AreAssignable(IReadOnlyList<CelType> targets, IReadOnlyList<CelType> sources) => Try(() => UnifyAll(targets, sources));

    private bool Try(Func<bool> unify)
    {
        _trail.Clear();
        if (unify())
        {
            return true;
        }
        for (var i = _trail.Count - 1; i >= 0; i--)
        {
            Restore(_trail[i].Name, _trail[i].Before);
        }
        return false;
    }

    private void Restore(string name, CelType? before)
    {
        if (before is null)
        {
            _bindings.Remove(name);
        }
        else
        {
            _bindings[name] = before;
        }
    }

    private void Set(string name, CelType type)
    {
        _trail.Add((name, _bindings.GetValueOrDefault(name)));
        _bindings[name] = type;
    }

    private bool UnifyAll(IReadOnlyList<CelType> first, IReadOnlyList<CelType> second)
    {
        if (first.Count != second.Count)
        {
            return false;
        }
        for (var i = 0; i < first.Count; i++)
        {
            if (!Unify(first[i], second[i]))
            {
                return false;
            }
        }
        return true;
    }

    private bool Unify(CelType first, CelType second)
    {
        if (second.Kind == CelTypeKind.TypeParameter)
        {
            var (valid, isBound) = Bind(second, first);
            if (valid || isBound)
            {
                return valid;
            }
        }
        if (first.Kind == CelTypeKind.TypeParameter)
        {
            return Bind(first, second).Valid;
        }
        if (first.IsDyn || second.IsDyn || first.Kind == CelTypeKind.Error || second.Kind == CelTypeKind.Error)
        {
            return true;
        }
        if (first.Kind == CelTypeKind.Null || second.Kind == CelTypeKind.Null)
        {
            return first.Kind == second.Kind || IsNullable(first) || IsNullable(second);
        }
        return first.Kind == second.Kind && first.Kind switch
        {
            CelTypeKind.List or CelTypeKind.Map or CelTypeKind.Opaque => first.Name == second.Name && UnifyAll(first.Parameters, second.Parameters),
            CelTypeKind.Message or CelTypeKind.Enum => first.Name == second.Name,
            _ => true,
        };
    }

    private static bool IsNullable(CelType type) => type.IsWrapper || type.Kind is CelTypeKind.Opaque or CelTypeKind.Message or CelTypeKind.Timestamp or CelTypeKind.Duration;

    private (bool Valid, bool IsBound) Bind(CelType parameter, CelType type)
    {
        if (parameter.Equals(type))
        {
            return (true, true);
        }
        if (_bindings.TryGetValue(parameter.Name, out var bound))
        {
            if (bound.Equals(type))
            {
                return (true, true);
            }
            if (!Unify(type, bound))
            {
                return (false, true);
            }
            var general = MostGeneral(type, bound);
            if (!Mentions(general, parameter))
            {
                Set(parameter.Name, general);
            }
            return (true, true);
        }
        if (Mentions(type, parameter))
        {
            return (false, false);
        }
        Set(parameter.Name, type);
        return (true, false);
    }

    private bool Mentions(CelType type, CelType parameter) => type.Kind == CelTypeKind.TypeParameter
        ? type.Name == parameter.Name || (_bindings.TryGetValue(type.Name, out var bound) && Mentions(bound, parameter))
        : type.Parameters.Any(p => Mentions(p, parameter));

    /// <summary>The one of two assignable types that admits more; null admits least, a wrapper more than its primitive.</summary>
    public static CelType MostGeneral(CelType first, CelType second) => IsAsGeneral(first, second) ? first : second;

    private static bool IsAsGeneral(CelType first, CelType second)
    {
        if (first.IsDyn || first.Kind == CelTypeKind.TypeParameter)
        {
            return true;
        }
        if (second.IsDyn || second.Kind == CelTypeKind.TypeParameter || first.Kind == CelTypeKind.Null)
        {
            return first.Kind == second.Kind && first.Kind == CelTypeKind.Null;
        }
        if (second.Kind == CelTypeKind.Null)
        {
            return true;
        }
        return first.Kind == second.Kind && first.Kind switch
        {
            CelTypeKind.List or CelTypeKind.Map or CelTypeKind.Opaque => first.Name == second.Name && first.Parameters.Zip(second.Parameters).All(p => IsAsGeneral(p.First, p.Second)),
            CelTypeKind.Type => true,
            _ => first.Name == second.Name && (first.IsWrapper || !second.IsWrapper),
        };
    }

    /// <summary>The type with what is known of its parameters put in; what is not known stays, or becomes dyn.</summary>
    public CelType Substitute(CelType type, bool unknownIsDyn)
    {
        if (type.Kind == CelTypeKind.TypeParameter)
        {
            return _bindings.TryGetValue(type.Name, out var bound) ? Substitute(bound, unknownIsDyn) : unknownIsDyn ? CelType.Dyn : type;
        }
        if (type.Parameters.IsEmpty)
        {
            return type;
        }
        var parameters = type.Parameters.Select(p => Substitute(p, unknownIsDyn)).ToImmutableArray();
        return type.Kind switch
        {
            CelTypeKind.List => CelType.List(parameters[0]),
            CelTypeKind.Map => CelType.Map(parameters[0], parameters[1]),
            CelTypeKind.Type => CelType.TypeOf(parameters[0]),
            _ => CelType.Opaque(type.Name, parameters),
        };
    }

    /// <summary>A signature with parameters of its own.</summary>
    public (CelType[] Parameters, CelType Result) Instantiate(Overload overload)
    {
        if (overload.TypeParameters.Length == 0)
        {
            return ([.. overload.Parameters], overload.Result);
        }
        var fresh = overload.TypeParameters.ToDictionary(p => p, _ => NewParameter(), StringComparer.Ordinal);
        return ([.. overload.Parameters.Select(p => Rename(p, fresh))], Rename(overload.Result, fresh));
    }

    private static CelType Rename(CelType type, Dictionary<string, CelType> names)
    {
        if (type.Kind == CelTypeKind.TypeParameter)
        {
            return names[type.Name];
        }
        if (type.Parameters.IsEmpty)
        {
            return type;
        }
        var parameters = type.Parameters.Select(p => Rename(p, names)).ToImmutableArray();
        return type.Kind switch
        {
            CelTypeKind.List => CelType.List(parameters[0]),
            CelTypeKind.Map => CelType.Map(parameters[0], parameters[1]),
            CelTypeKind.Type => CelType.TypeOf(parameters[0]),
            _ => CelType.Opaque(type.Name, parameters),
        };
    }
}
