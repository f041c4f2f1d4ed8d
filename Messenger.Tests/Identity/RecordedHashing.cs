using System.Collections.Concurrent;
using Messenger.Infrastructure.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Messenger.Tests.Identity;

/// <summary>Hashes passwords as the host does, and tells how much work each call was.</summary>
sealed class RecordedHashing : IPasswordHasher<UserRow>
{
    readonly PasswordHasher<UserRow> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));
    readonly ConcurrentQueue<string> _done = new();

    /// <summary>What a request costs: one entry for each time that a password was hashed for it.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(Func<Task<HttpResponseMessage>> request)
    {
        _done.Clear();
        using var answer = await request();
        return [.. _done];
    }

    public string HashPassword(UserRow user, string password)
    {
        var hash = _hasher.HashPassword(user, password);
        _done.Enqueue("hash " + Cost(hash));
        return hash;
    }

    public PasswordVerificationResult VerifyHashedPassword(UserRow user, string hashedPassword, string providedPassword)
    {
        _done.Enqueue("verify " + Cost(hashedPassword));
        return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }

    /// <summary>A hash of ASP.NET Core Identity begins with its format (1 byte), function and number of rounds (4 bytes each).</summary>
    static string Cost(string hash) => Convert.ToHexString(Convert.FromBase64String(hash).AsSpan(0, 9));
}
