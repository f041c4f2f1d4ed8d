using System.Net;
using Messenger.Contracts.Operations;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Operations;

/// <summary>Administrators see the rules that hold, each with the setting that changes it.</summary>
public sealed class ShowingTheRules(PgServer server)
{
    [Fact]
    public async Task Each_rule_names_a_setting_of_the_operators_manual_and_says_whether_it_was_changed()
    {
        await using var host = new TestHost(server);
        host.Settings["Messages:MaxLength"] = "4000";
        host.Settings["Messages:MaxVanish"] = "7.00:00:00";
        host.Settings["LinkPreviews:AllowedHosts:0"] = "*.example.com";
        host.Settings["VirusScan:Clamd"] = "tcp://127.0.0.1:3310";
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);

        var rules = (await company.Administrator.SendAsync<PolicyList>(HttpMethod.Get, "admin/policies")).Policies.ToDictionary(p => p.Setting);

        Assert.Equal((4_000, false), (rules["Messages:MaxLength"].Number, rules["Messages:MaxLength"].IsDefault));
        Assert.Equal(604_800, rules["Messages:MaxVanish"].Number);
        Assert.Equal((10_000, true), (rules["Conversations:MaxMembers"].Number, rules["Conversations:MaxMembers"].IsDefault));
        Assert.Equal(["*.example.com"], rules["LinkPreviews:AllowedHosts"].Names!);
        Assert.Equal((true, false), (rules["VirusScan:Clamd"].On, rules["VirusScan:Clamd"].IsDefault));
        Assert.Equal((20, PolicyUnit.PerSecond), (rules["Limits:Send:PerSecond"].Number, rules["Limits:Send:PerSecond"].Unit));
        Assert.Null(rules["Files:QuotaInAll"].Number);
        Assert.Equal(Enum.GetValues<PolicyArea>(), rules.Values.Select(p => p.Area).Distinct().Order());
        var manual = await File.ReadAllTextAsync(Path.Combine(HostProcess.Root, "docs", "operations.md"), TestContext.Current.CancellationToken);
        Assert.All(rules.Keys, setting => Assert.Contains($"| `{setting}` |", manual, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_else_sees_them()
    {
        await using var host = new TestHost(server);
        await host.InitializeAsync();
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");

        foreach (var path in (string[])["admin/policies", "admin/system", "admin/sessions"])
        {
            using var answer = await ann.RequestAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }
}
