using System.Reflection;
using Xunit;

namespace Messenger.Tests;

/// <summary>Contracts &lt;- Domain &lt;- {Infrastructure, Hubs} &lt;- Api; the client knows the contracts only.</summary>
public sealed class HoldingTheArrows
{
    [Theory]
    [InlineData("Messenger.Contracts", "")]
    [InlineData("Messenger.Domain", "Messenger.Contracts")]
    [InlineData("Messenger.Infrastructure", "Messenger.Contracts,Messenger.Domain")]
    [InlineData("Messenger.Hubs", "Messenger.Contracts,Messenger.Domain")]
    [InlineData("Messenger.Api", "Messenger.Contracts,Messenger.Domain,Messenger.Hubs,Messenger.Infrastructure")]
    [InlineData("Messenger.Client", "Messenger.Contracts")]
    public void A_project_knows_only_those_below_it(string project, string allowed)
    {
        var known = Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!).Where(a => a.StartsWith("Messenger.", StringComparison.Ordinal));

        Assert.Empty(known.Except(allowed.Split(',')));
    }

    [Theory]
    [InlineData("Messenger.Contracts")]
    [InlineData("Messenger.Domain")]
    public void The_core_is_plain(string project)
    {
        var known = Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!);

        Assert.DoesNotContain(known, a => !a.StartsWith("System.", StringComparison.Ordinal) && !a.StartsWith("Messenger.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_log_is_written_without_an_object_mapper()
    {
        var log = typeof(Infrastructure.Setup).Assembly.GetType("Messenger.Infrastructure.Messages.NpgsqlMessageLog", throwOnError: true)!;

        var needs = log.GetConstructors().Single().GetParameters().Select(p => p.ParameterType.Namespace!).ToList();

        Assert.DoesNotContain(needs, n => n.Contains("EntityFramework", StringComparison.Ordinal));
    }
}
