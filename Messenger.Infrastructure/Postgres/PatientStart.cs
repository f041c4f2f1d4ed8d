using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Messenger.Infrastructure.Postgres;

/// <summary>Gives the commands of EF Core more time until the host serves: nobody waits for them but the start, and other nodes may be at the migrations.</summary>
sealed class PatientStart(IHostApplicationLifetime host) : DbCommandInterceptor
{
    const int Seconds = 60;

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        if (!host.ApplicationStarted.IsCancellationRequested) result.CommandTimeout = Seconds;
        return result;
    }
}
