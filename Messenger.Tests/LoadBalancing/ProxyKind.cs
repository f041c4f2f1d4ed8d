namespace Messenger.Tests.LoadBalancing;

/// <summary>The load balancers whose configurations we ship.</summary>
public enum ProxyKind
{
    Haproxy,
    Nginx,
}
