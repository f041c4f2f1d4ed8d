using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;

namespace Messenger.Api.Identity;

/// <summary>
/// While there is no administrator: makes one from <c>MESSENGER_ADMIN_USER</c> and <c>MESSENGER_ADMIN_PASSWORD</c>, or a one-time link with which
/// whoever started this host makes himself one.
/// </summary>
static class FirstAdministrator
{
    static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(24);

    /// <summary>The path of the link, to be printed once the host serves; null when an administrator exists.</summary>
    public static async Task<string?> PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var accounts = services.GetRequiredService<IAccounts>();
        if (await accounts.HaveAdministratorAsync(cancellationToken)) return null;
        var expiresAt = services.GetRequiredService<TimeProvider>().GetUtcNow() + LinkLifetime;
        var token = await services.GetRequiredService<IOneTimeLinks>().CreateSetUpLinkAsync(expiresAt, cancellationToken);

        var configuration = services.GetRequiredService<IConfiguration>();
        if (configuration["MESSENGER_ADMIN_USER"] is not { Length: > 0 } user || configuration["MESSENGER_ADMIN_PASSWORD"] is not { Length: > 0 } password)
            return $"/setup#{token}";
        var request = new SetUp { Token = token, UserName = user, DisplayName = user, Password = password };
        var made = await services.GetRequiredService<SignInDesk>().SetUpAsync(request, new("MESSENGER_ADMIN_USER", Address: null), cancellationToken);
        return made.IsOk(out _, out var refusal) || await accounts.HaveAdministratorAsync(cancellationToken)
            ? null
            : throw new Infrastructure.Postgres.StartRefusedException($"MESSENGER_ADMIN_USER or MESSENGER_ADMIN_PASSWORD cannot be used: {refusal.Code}.");
    }
}
