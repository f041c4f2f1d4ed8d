using Microsoft.AspNetCore.Identity;

namespace Messenger.Infrastructure.Identity;

/// <summary>
/// Hashes passwords, half as many at a time as there are processors: a hundred people who sign in together must not stop the messages of
/// the others.
/// </summary>
sealed class PasswordHashing(IPasswordHasher<UserRow> hasher) : IDisposable
{
    readonly SemaphoreSlim _gate = new(Math.Max(1, Environment.ProcessorCount / 2));
    readonly Lazy<string> _nobodys = new(() => hasher.HashPassword(null!, Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16))));

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        GateAsync(() => hasher.HashPassword(null!, password), cancellationToken);

    /// <summary>Compares; with no hash, the same work is done and the answer is no.</summary>
    public async Task<PasswordVerificationResult> VerifyAsync(string? hash, string password, CancellationToken cancellationToken)
    {
        var result = await GateAsync(() => hasher.VerifyHashedPassword(null!, hash ?? _nobodys.Value, password), cancellationToken);
        return hash is null ? PasswordVerificationResult.Failed : result;
    }

    public void Dispose() => _gate.Dispose();

    async Task<T> GateAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }
}
