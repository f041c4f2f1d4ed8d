using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace Messenger.Infrastructure.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class MessageWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<NpgsqlTsVector>(
                name: "words",
                table: "messages",
                type: "tsvector",
                nullable: true);

            // Nodes of the previous version change texts and know nothing of words: those of the old text must go.
            migrationBuilder.Sql("""
                create function forget_words() returns trigger language plpgsql as 'begin new.words := null; return new; end'
                """);
            migrationBuilder.Sql("""
                create trigger forget_words before update of text on messages for each row
                when (new.text is distinct from old.text and new.words is not distinct from old.words)
                execute function forget_words()
                """);

            migrationBuilder.CreateIndex(
                name: "ix_messages_posted_at_conversation_id_seq",
                table: "messages",
                columns: new[] { "posted_at", "conversation_id", "seq" })
                .Annotation("Npgsql:CreatedConcurrently", true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_without_words",
                table: "messages",
                columns: new[] { "conversation_id", "seq" },
                filter: "words is null and text is not null")
                .Annotation("Npgsql:CreatedConcurrently", true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_words",
                table: "messages",
                column: "words")
                .Annotation("Npgsql:CreatedConcurrently", true)
                .Annotation("Npgsql:IndexMethod", "gin");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_posted_at_conversation_id_seq",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_without_words",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_words",
                table: "messages");

            migrationBuilder.Sql("drop trigger forget_words on messages; drop function forget_words()");

            migrationBuilder.DropColumn(
                name: "words",
                table: "messages");
        }
    }
}
