using System.Net;
using Messenger.Contracts.Identity;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>Administrators find accounts by kind, page by page, and see all sign-ins.</summary>
public sealed class LookingAfterAccounts(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Accounts_are_listed_by_kind_page_by_page()
    {
        await using var company = await Company.FoundAsync(host);
        var root = company.Administrator;
        var (ann, bob, carol) = (await company.HireAsync("Kind1"), await company.HireAsync("Kind2", isAdministrator: true), await company.HireAsync("Kind3"));
        await root.SendAsync(HttpMethod.Post, $"admin/users/{carol.Id}/deactivate");

        Assert.Equal(Sorted(ann, bob), await IdsAsync(root, "&kind=active"));
        Assert.Equal(Sorted(carol), await IdsAsync(root, "&kind=deactivated"));
        Assert.Equal(Sorted(bob), await IdsAsync(root, "&kind=administrators"));
        Assert.Equal(Sorted(ann, bob, carol), await IdsAsync(root, ""));
        using var unknown = await root.RequestAsync(HttpMethod.Get, "admin/users?kind=ghosts");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Fact]
    public async Task Sign_ins_of_all_are_listed_the_latest_used_first_and_can_be_ended()
    {
        await using var company = await Company.FoundAsync(host);
        var root = company.Administrator;
        var ann = await company.HireAsync("Ann");
        var device = await company.AtAnotherDeviceAsync(ann);

        var all = new List<OpenSession>();
        for (string? next = ""; next is not null;)
        {
            var page = await root.SendAsync<OpenSessionPage>(HttpMethod.Get, $"admin/sessions?limit=2{(next == "" ? "" : $"&after={Uri.EscapeDataString(next)}")}");
            all.AddRange(page.Sessions);
            next = page.Next;
        }
        Assert.Equal(all.OrderByDescending(s => s.Session.LastSeenAt).Select(s => s.Session.Id), all.Select(s => s.Session.Id));
        Assert.Equal(all.Count, all.DistinctBy(s => s.Session.Id).Count());
        Assert.Equal(new[] { ann.SessionId, device.SessionId }.Order(), all.Where(s => s.User.Id == ann.Id).Select(s => s.Session.Id).Order());
        Assert.Equal(root.SessionId, Assert.Single(all, s => s.Session.Current).Session.Id);

        await root.SendAsync(HttpMethod.Delete, $"admin/users/{ann.Id}/sessions/{device.SessionId}");
        using var ended = await device.RequestAsync(HttpMethod.Get, "session");
        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        using var foreign = await root.RequestAsync(HttpMethod.Get, "admin/sessions?after=x");
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
    }

    static IEnumerable<Guid> Sorted(params Employee[] people) => people.Select(p => p.Id).Order();

    /// <summary>The accounts of this test, two a page.</summary>
    static async Task<IEnumerable<Guid>> IdsAsync(Employee root, string more)
    {
        var ids = new List<Guid>();
        for (string? next = ""; next is not null;)
        {
            var page = await root.SendAsync<AccountPage>(HttpMethod.Get, $"admin/users?query=Kind&limit=2{more}{(next == "" ? "" : $"&after={Uri.EscapeDataString(next)}")}");
            ids.AddRange(page.Accounts.Select(a => a.User.Id));
            next = page.Next;
        }
        return ids.Order();
    }
}
