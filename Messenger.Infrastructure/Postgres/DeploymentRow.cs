using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Infrastructure.Postgres;

/// <summary>The one row about this deployment.</summary>
public sealed class DeploymentRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; init; } = 1;

    /// <summary>The random id that a restore from backup changes.</summary>
    public required Guid ServerEpoch { get; set; }
}

sealed class DeploymentConfiguration : IEntityTypeConfiguration<DeploymentRow>
{
    public void Configure(EntityTypeBuilder<DeploymentRow> deployment)
    {
        deployment.ToTable("deployment", table => table.HasCheckConstraint("ck_deployment_one_row", "id = 1"));
        deployment.Property(d => d.Id).ValueGeneratedNever();
    }
}
