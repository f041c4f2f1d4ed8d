using System.Net;

namespace Messenger.Domain;

/// <summary>Networks as settings name them.</summary>
public static class Networks
{
    /// <summary>A network such as <c>10.1.0.0/24</c>, or that of one address such as <c>10.0.0.5</c>; null for anything else.</summary>
    public static IPNetwork? Parse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
