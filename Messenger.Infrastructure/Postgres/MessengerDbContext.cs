using Messenger.Infrastructure.Conversations;
using Messenger.Infrastructure.Directory;
using Messenger.Infrastructure.Identity;
using Messenger.Infrastructure.Messages;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Postgres;

/// <summary>The schema.</summary>
public sealed class MessengerDbContext(DbContextOptions<MessengerDbContext> options)
    : IdentityUserContext<UserRow, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>Conversations.</summary>
    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    /// <summary>Memberships.</summary>
    public DbSet<MemberRow> Members => Set<MemberRow>();

    /// <summary>The log.</summary>
    public DbSet<MessageRow> Messages => Set<MessageRow>();

    /// <summary>Departments.</summary>
    public DbSet<DepartmentRow> Departments => Set<DepartmentRow>();

    /// <summary>Who leads them.</summary>
    public DbSet<DepartmentHeadRow> DepartmentHeads => Set<DepartmentHeadRow>();

    /// <summary>Pictures of users.</summary>
    public DbSet<UserAvatarRow> UserAvatars => Set<UserAvatarRow>();

    /// <summary>Sign-ins.</summary>
    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    /// <summary>One-time links.</summary>
    public DbSet<OneTimeLinkRow> OneTimeLinks => Set<OneTimeLinkRow>();

    /// <summary>Failed sign-ins.</summary>
    public DbSet<SignInFailureRow> SignInFailures => Set<SignInFailureRow>();

    /// <summary>Keys of the OpenID provider.</summary>
    public DbSet<TokenKeyRow> TokenKeys => Set<TokenKeyRow>();

    /// <summary>Keys of Data Protection.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The deployment's row.</summary>
    public DbSet<DeploymentRow> Deployment => Set<DeploymentRow>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(MessengerDbContext).Assembly);

        // The naming convention leaves tables alone that a library named itself.
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<UserRow>().HasIndex(u => u.NormalizedUserName).HasDatabaseName("ix_users_normalized_user_name").IsUnique();
        builder.Entity<UserRow>().HasIndex(u => u.NormalizedEmail).HasDatabaseName("ix_users_normalized_email");
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => e.ClrType.Namespace!.StartsWith("OpenIddict", StringComparison.Ordinal)))
            entity.SetTableName("openid_" + entity.GetTableName()!["OpenIddict".Length..].ToLowerInvariant());
    }
}
