using System.Text;

namespace Messenger.Domain.Directory;

/// <summary>Knows how characters of any script are read.</summary>
public interface IRomanizer
{
    /// <summary>The usual reading in lower-case ASCII letters, without tone, such as <c>wang</c> for 王; empty for what is not read.</summary>
    string Read(Rune rune);
}
