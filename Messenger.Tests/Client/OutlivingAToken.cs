using Messenger.Client;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using Xunit;

namespace Messenger.Tests.Client;

/// <summary>A company whose access tokens live for seconds.</summary>
public sealed class HastyCompany : CompanyHost
{
    public HastyCompany(PgServer server)
        : base(server)
    {
        Replace = services => services.PostConfigure<OpenIddictServerOptions>(options => options.AccessTokenLifetime = TimeSpan.FromSeconds(4));
    }
}

public sealed class OutlivingAToken(HastyCompany company) : IClassFixture<HastyCompany>
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_that_its_token_outlived_comes_back_with_a_fresh_one()
    {
        var ann = await company.HireAsync("ann");
        var bob = await company.HireAsync("bob");
        var room = await ann.StartDirectWith(bob);
        using var phone = await Phone.SignInAsync(ann);
        var first = phone.Tokens!;
        await using var anns = new Device(phone.Options);
        await using var bobs = new Device(bob.Options());
        await Task.WhenAll(anns.Knows(room), bobs.Knows(room));

        var sent = new List<string>();
        while (anns.Told.OfType<ConnectionChanged>().Count(c => c.Connected) < 3)
        {
            sent.Add($"line {sent.Count}");
            CompanyHost.Value(await anns.Client.PostAsync(room, sent[^1], Cancelled));
            CompanyHost.Value(await bobs.Client.PostAsync(room, $"heard {sent[^1]}", Cancelled));
        }
        await Task.WhenAll(anns.Until(d => d.Heard(room).Count == 2 * sent.Count), bobs.Until(d => d.Heard(room).Count == 2 * sent.Count));

        Assert.NotEqual(first.AccessToken, phone.Tokens!.AccessToken);
        Assert.Equal(sent.SelectMany(line => new[] { line, $"heard {line}" }), anns.Heard(room));
        Assert.Equal(anns.Heard(room), bobs.Heard(room));
        Assert.Empty(anns.Told.OfType<SignedOut>());
    }
}
