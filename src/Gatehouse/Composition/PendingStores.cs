#pragma warning disable
// Stand-ins: whoever lands a store deletes its line here and registers the real one.
namespace Gatehouse.Storage.Postgres { public static class S { public static Microsoft.Extensions.DependencyInjection.IServiceCollection AddPostgresStore(this Microsoft.Extensions.DependencyInjection.IServiceCollection s, string c) => s; } }
