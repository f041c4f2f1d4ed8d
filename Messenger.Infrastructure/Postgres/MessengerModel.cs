using Microsoft.EntityFrameworkCore;

namespace Messenger.Infrastructure.Postgres;

static class MessengerModel
{
    /// <summary>What shapes the model beside the entities; the host and the migrations must agree on it.</summary>
    public static DbContextOptionsBuilder UseMessengerModel(this DbContextOptionsBuilder options) =>
        options.UseSnakeCaseNamingConvention().UseOpenIddict<Guid>();
}
