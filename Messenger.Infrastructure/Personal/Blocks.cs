using Messenger.Contracts.Personal;

namespace Messenger.Infrastructure.Personal;

/// <summary>Who takes no direct messages of whom, as the contacts of users say.</summary>
static class Blocks
{
    /// <summary>Whether the other one of a direct conversation takes nothing of a user.</summary>
    /// <param name="conversation">The alias of the conversation's row.</param>
    /// <param name="user">The expression of the user.</param>
    public static string Sql(string conversation, string user) => $"""
        exists (
            select from personal_items p
            where p.user_id = case when {conversation}.direct_low = {user} then {conversation}.direct_high else {conversation}.direct_low end
                and p.kind = {(int)PersonalKind.Contact} and p.key = {user}::text and p.value -> 'contact' -> 'blocked' = 'true')
        """;
}
