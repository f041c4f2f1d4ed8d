using System.Net;
using System.Text.Json;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>What a host says of itself.</summary>
static class Health
{
    public static async Task<bool> IsLiveAsync(TestHost host)
    {
        using var client = host.CreateClient();
        using var answer = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>The checks that fail; none when the host is ready.</summary>
    public static async Task<IReadOnlyList<string>> FailingAsync(TestHost host)
    {
        using var client = host.CreateClient();
        using var answer = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        List<string> failing = [.. body.RootElement.GetProperty("checks").EnumerateObject().Where(c => c.Value.GetString() != "ok").Select(c => c.Name)];
        Assert.Equal(failing.Count == 0 ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        return failing;
    }

    public static Task UntilReadyAsync(TestHost host) => Eventually.TrueAsync(async () => (await FailingAsync(host)).Count == 0);

    public static Task UntilPostgresFailsAsync(TestHost host) => Eventually.TrueAsync(async () => (await FailingAsync(host)).Contains("postgres"));
}
