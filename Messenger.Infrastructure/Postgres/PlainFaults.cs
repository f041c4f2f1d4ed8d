using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Messenger.Infrastructure.Postgres;

/// <summary>
/// Lets a lost database be seen as what it is: EF Core would wrap it, as an invalid operation or a failed update, in which nobody looks for it.
/// It repeats nothing, because it does not know what may be repeated.
/// </summary>
sealed class PlainFaults(ExecutionStrategyDependencies dependencies) : IExecutionStrategy
{
    public bool RetriesOnFailure => false;

    public TResult Execute<TState, TResult>(
        TState state, Func<DbContext, TState, TResult> operation, Func<DbContext, TState, ExecutionResult<TResult>>? verifySucceeded)
    {
        try
        {
            return operation(dependencies.CurrentContext.Context, state);
        }
        catch (DbUpdateException e) when (IsPassing(e))
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }

    public async Task<TResult> ExecuteAsync<TState, TResult>(
        TState state, Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded, CancellationToken cancellationToken = default)
    {
        try
        {
            return await operation(dependencies.CurrentContext.Context, state, cancellationToken);
        }
        catch (DbUpdateException e) when (IsPassing(e))
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }

    static bool IsPassing(DbUpdateException e) => e.InnerException is NpgsqlException inner && NpgsqlFailures.IsPassing(inner);
}
