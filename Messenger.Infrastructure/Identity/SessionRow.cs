using Messenger.Contracts.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Infrastructure.Identity;

/// <summary>One sign-in, or a personal access token. It stays for <see cref="Domain.Identity.Sessions.Retention"/> after its end, for those who look into what happened.</summary>
public sealed class SessionRow
{
    /// <summary>The id; the claim <c>sid</c> of cookies and tokens.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose.</summary>
    public required Guid UserId { get; init; }

    /// <summary>What the device calls itself.</summary>
    public required string Device { get; init; }

    /// <summary>The address it was last seen at.</summary>
    public string? Address { get; set; }

    /// <summary>The OpenIddict authorization of a native client's session; null for the web's.</summary>
    public Guid? AuthorizationId { get; set; }

    /// <summary>SHA-256 of the personal access token that it is; null for sign-ins.</summary>
    public byte[]? TokenHash { get; set; }

    /// <summary>What the token may do.</summary>
    public AccessScope[]? Scopes { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When it ends at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was ended; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it was ended.</summary>
    public SessionEndReason? EndReason { get; set; }
}

sealed class SessionConfiguration : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> session)
    {
        session.ToTable("sessions");
        session.Property(s => s.Device).HasMaxLength(100);
        session.Property(s => s.Address).HasMaxLength(64);
        session.HasIndex(s => s.UserId);
        session.HasIndex(s => s.AuthorizationId);
        session.HasIndex(s => s.TokenHash).IsUnique().HasFilter("token_hash is not null").IsCreatedConcurrently();
        session.HasOne<UserRow>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
