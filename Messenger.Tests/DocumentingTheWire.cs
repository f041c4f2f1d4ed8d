using System.Text.Json;
using System.Text.Json.Nodes;
using Messenger.Contracts;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests;

public sealed class DocumentingTheWire(TestHost host) : IClassFixture<TestHost>
{
    /// <summary>Set to 1, the test writes the document instead of comparing it.</summary>
    const string Rewrite = "MESSENGER_REWRITE_OPENAPI";

    [Fact]
    public async Task The_committed_document_is_that_of_the_host()
    {
        var committed = Path.Combine(HostProcess.Root, "docs", "openapi.json");
        using var http = host.CreateClient();
        var document = await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        if (Environment.GetEnvironmentVariable(Rewrite) == "1") await File.WriteAllTextAsync(committed, document, TestContext.Current.CancellationToken);

        Assert.Equal(await File.ReadAllTextAsync(committed, TestContext.Current.CancellationToken), document);
    }

    [Fact]
    public async Task What_developers_send_has_an_example_and_what_is_refused_its_codes()
    {
        using var http = host.CreateClient();
        var document = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!).ToList();

        var sent = operations.Select(o => (string?)o["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"]).OfType<string>().Distinct().ToList();
        Assert.True(sent.Count > 20);
        Assert.All(sent, reference => Assert.NotNull(document["components"]!["schemas"]![reference.Split('/')[^1]]!["examples"]));
        Assert.All(operations, o => Assert.Equal("#/components/responses/Refused", (string?)o["responses"]!["default"]?["$ref"]));
        var codes = ((string)document["components"]!["responses"]!["Refused"]!["description"]!).Split([' ', ',', ';', ':'], StringSplitOptions.RemoveEmptyEntries);
        Assert.All(Enum.GetValues<ErrorCode>(), code => Assert.Contains(JsonSerializer.SerializeToElement(code, ContractsJson.Default.ErrorCode).GetString()!, codes));
    }

    [Fact]
    public async Task The_page_to_read_it_runs_under_a_strict_policy()
    {
        using var http = host.CreateClient();

        using var page = await http.GetAsync("/docs/api/", TestContext.Current.CancellationToken);

        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        Assert.DoesNotContain("script-src 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Contains($"<script nonce=\"{nonce}\" type=\"module\">", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
