using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Messenger.Infrastructure.Postgres;

/// <summary>Bounds the transactions of EF Core once the host serves. A start may wait for other nodes that start.</summary>
sealed class BoundedTransactions(IHostApplicationLifetime host) : DbTransactionInterceptor
{
    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        if (!host.ApplicationStarted.IsCancellationRequested) return result;
        await using var command = connection.CreateCommand();
        command.CommandText = TransactionBounds.OrdinarySql;
        command.Transaction = result;
        await command.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }
}
