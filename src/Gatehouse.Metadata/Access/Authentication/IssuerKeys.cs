using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>Where the keys of an issuer come from: its discovery document, kept, and fetched again when keys change.</summary>
internal class IssuerKeys
{
    public virtual BaseConfigurationManager Of(IssuerOptions issuer)
    {
        var address = issuer.Discovery.Length > 0 ? issuer.Discovery : issuer.Issuer.TrimEnd('/') + "/.well-known/openid-configuration";
        var retriever = new HttpDocumentRetriever { RequireHttps = !new Uri(address).IsLoopback };
        return new ConfigurationManager<OpenIdConnectConfiguration>(address, new OpenIdConnectConfigurationRetriever(), retriever);
    }
}
