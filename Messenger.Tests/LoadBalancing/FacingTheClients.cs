using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.LoadBalancing;

/// <summary>What a node itself must refuse, whatever stands before it.</summary>
public sealed class FacingTheClients(TestHost node) : IClassFixture<TestHost>
{
    [Theory]
    [InlineData(RawRequest.LoneLineFeed)]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    public async Task No_second_request_is_smuggled_in_the_body_of_the_first(string rest) =>
        Assert.StartsWith("HTTP/1.1 400 ", Assert.Single(await RawRequest.SignInAsync(node.Address, rest)), StringComparison.Ordinal);
}
