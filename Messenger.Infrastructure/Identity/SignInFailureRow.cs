using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Infrastructure.Identity;

/// <summary>How often signing in has failed for one account from one address; it slows down the next tries.</summary>
public sealed class SignInFailureRow
{
    /// <summary>SHA-256 of the normalized user name and the address, known or not: nobody's name is kept because of a typing error.</summary>
    public required byte[] Key { get; init; }

    /// <summary>Failures in a row.</summary>
    public required int Failures { get; set; }

    /// <summary>When the next try is taken.</summary>
    public required DateTimeOffset BlockedUntil { get; set; }
}

sealed class SignInFailureConfiguration : IEntityTypeConfiguration<SignInFailureRow>
{
    public void Configure(EntityTypeBuilder<SignInFailureRow> failure)
    {
        failure.ToTable("sign_in_failures");
        failure.HasKey(f => f.Key);
        failure.HasIndex(f => f.BlockedUntil);
    }
}
