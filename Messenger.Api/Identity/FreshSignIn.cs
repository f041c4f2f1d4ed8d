using Messenger.Domain.Identity;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Messenger.Api.Identity;

/// <summary>What an authorization request asks of whoever is signed in.</summary>
enum SignInDemand
{
    /// <summary>The sign-in is good.</summary>
    None,

    /// <summary>He signs in, or signs in anew, and comes back.</summary>
    SignIn,

    /// <summary>Signing in would be needed, but must not be asked for, or was asked for and not done.</summary>
    Refuse,
}

/// <summary>
/// Whether an application takes the present sign-in, by <c>prompt</c>, <c>max_age</c> and <c>id_token_hint</c> (OpenID Connect Core 1.0, 3.1.2.1).
/// Whoever has to sign in anew comes back with the name of the session that was not good enough in the address: so the second answer differs from
/// the first, and nobody is sent to and fro.
/// </summary>
static class FreshSignIn
{
    const string InsteadOf = "instead_of";

    /// <summary>How soon after signing in one comes back. Later, the address is an old one, and is asked about like a new one.</summary>
    static readonly TimeSpan JustNow = TimeSpan.FromMinutes(1);

    /// <summary>Judges the sign-in.</summary>
    /// <param name="request">The authorization request.</param>
    /// <param name="caller">Who is signed in; null if nobody is.</param>
    /// <param name="hintedUser">The subject of the identity token that came as a hint.</param>
    /// <param name="age">How long ago he signed in.</param>
    public static SignInDemand Judge(OpenIddictRequest request, Caller? caller, string? hintedUser, TimeSpan age)
    {
        var mayAsk = !request.HasPromptValue(PromptValues.None);
        if (caller is null) return mayAsk ? SignInDemand.SignIn : SignInDemand.Refuse;

        var another = hintedUser is not null && hintedUser != caller.UserId.ToString();
        var tooOld = request.MaxAge is { } maxAge && age.TotalSeconds > maxAge;
        var anew = request.HasPromptValue(PromptValues.Login) || request.HasPromptValue(PromptValues.SelectAccount);
        if (!another && !tooOld && !anew) return SignInDemand.None;
        if (!mayAsk) return SignInDemand.Refuse;

        if (!Guid.TryParse((string?)request[InsteadOf], out var refused)) return SignInDemand.SignIn;
        if (refused == caller.SessionId) return SignInDemand.Refuse;
        if (age >= JustNow) return SignInDemand.SignIn;
        return another ? SignInDemand.Refuse : SignInDemand.None;
    }

    /// <summary>The sign-in page, from which one comes back to the request. <c>again</c> asks it to ask also those who are signed in.</summary>
    public static string PageFor(HttpRequest http, OpenIddictRequest request, Caller? caller)
    {
        var parameters = request.GetParameters().Where(p => p.Key != InsteadOf).Select(p => KeyValuePair.Create(p.Key, (string?)p.Value))
            .Append(new(InsteadOf, (caller?.SessionId ?? Guid.Empty).ToString()));
        var back = http.PathBase + http.Path + QueryString.Create([.. parameters]);
        return $"/sign-in?returnUrl={Uri.EscapeDataString(back)}{(caller is null ? "" : "&again=true")}";
    }

    /// <summary>Whether somebody on the way to this address has to sign in anew, wherever he does.</summary>
    public static bool IsDemandedBy(string returnUrl) =>
        returnUrl.IndexOf('?', StringComparison.Ordinal) is > 0 and var query
        && QueryHelpers.ParseQuery(returnUrl[query..]).TryGetValue(InsteadOf, out var refused)
        && Guid.TryParse(refused, out var session) && session != Guid.Empty;
}
