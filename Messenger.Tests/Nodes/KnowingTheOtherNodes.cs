using Messenger.Contracts.Operations;
using Messenger.Hubs.Backplane;
using Xunit;

namespace Messenger.Tests.Nodes;

/// <summary>Each node tells how it is, and any of them reports all.</summary>
public sealed class KnowingTheOtherNodes(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task Both_are_reported_and_when_Redis_is_away_that_is_said()
    {
        await using var company = await Company.FoundAsync(nodes.First);
        var good = await ReportAsync(company);
        await Eventually.TrueAsync(async () => (good = await ReportAsync(company)).Nodes.Count == 2);

        nodes.Redis.Hang();
        await nodes.WaitAsync(LinkState.Down);
        var bad = await ReportAsync(company);
        nodes.Redis.GoOn();
        await nodes.WaitAsync(LinkState.Up);

        Assert.Equal((NodeLink.Up, PartState.Good), (good.Link.Link, good.Link.State));
        Assert.Equal([true, false], good.Nodes.Select(n => n.Current));
        Assert.Equal((NodeLink.Down, PartState.Broken), (bad.Link.Link, bad.Link.State));
        Assert.Equal([HealthAdvice.LinkDown], bad.Link.Advice);
        Assert.True(Assert.Single(bad.Nodes).Current);
    }

    static Task<SystemReport> ReportAsync(Company company) => company.Administrator.SendAsync<SystemReport>(HttpMethod.Get, "admin/system");
}
