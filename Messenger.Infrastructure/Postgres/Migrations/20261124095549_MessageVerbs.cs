using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Messenger.Infrastructure.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class MessageVerbs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "also_in_main",
                table: "messages",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "detail",
                table: "messages",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "edited_at",
                table: "messages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid[]>(
                name: "mentions",
                table: "messages",
                type: "uuid[]",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "mentions_everyone",
                table: "messages",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "pinned_at",
                table: "messages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "pinned_by",
                table: "messages",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "recalled_at",
                table: "messages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "recalled_by",
                table: "messages",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "reply_to",
                table: "messages",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "thread_last_seq",
                table: "messages",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "thread_replies",
                table: "messages",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "thread_seq",
                table: "messages",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_posted_at",
                table: "members",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "muted_until",
                table: "members",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "archived_at",
                table: "conversations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "mentioning_everyone",
                table: "conversations",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "posting",
                table: "conversations",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "slow_mode_seconds",
                table: "conversations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "earlier_texts",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    replaced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_earlier_texts", x => new { x.conversation_id, x.seq, x.version });
                    table.ForeignKey(
                        name: "fk_earlier_texts_messages_conversation_id_seq",
                        columns: x => new { x.conversation_id, x.seq },
                        principalTable: "messages",
                        principalColumns: new[] { "conversation_id", "seq" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mentions",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    sender_id = table.Column<Guid>(type: "uuid", nullable: false),
                    in_thread = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mentions", x => new { x.conversation_id, x.user_id, x.seq });
                    table.ForeignKey(
                        name: "fk_mentions_messages_conversation_id_seq",
                        columns: x => new { x.conversation_id, x.seq },
                        principalTable: "messages",
                        principalColumns: new[] { "conversation_id", "seq" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reactions",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    emoji = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reacted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reactions", x => new { x.conversation_id, x.seq, x.emoji, x.user_id });
                    table.ForeignKey(
                        name: "fk_reactions_messages_conversation_id_seq",
                        columns: x => new { x.conversation_id, x.seq },
                        principalTable: "messages",
                        principalColumns: new[] { "conversation_id", "seq" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_messages_conversation_id_pinned_at",
                table: "messages",
                columns: new[] { "conversation_id", "pinned_at" },
                filter: "pinned_at is not null")
                .Annotation("Npgsql:CreatedConcurrently", true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_conversation_id_reply_to",
                table: "messages",
                columns: new[] { "conversation_id", "reply_to" },
                filter: "reply_to is not null")
                .Annotation("Npgsql:CreatedConcurrently", true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_conversation_id_thread_seq_seq",
                table: "messages",
                columns: new[] { "conversation_id", "thread_seq", "seq" },
                filter: "thread_seq is not null")
                .Annotation("Npgsql:CreatedConcurrently", true);

            migrationBuilder.CreateIndex(
                name: "ix_mentions_conversation_id_seq",
                table: "mentions",
                columns: new[] { "conversation_id", "seq" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "earlier_texts");

            migrationBuilder.DropTable(
                name: "mentions");

            migrationBuilder.DropTable(
                name: "reactions");

            migrationBuilder.DropIndex(
                name: "ix_messages_conversation_id_pinned_at",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_conversation_id_reply_to",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_conversation_id_thread_seq_seq",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "also_in_main",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "detail",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "edited_at",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "mentions",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "mentions_everyone",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "pinned_at",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "pinned_by",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "recalled_at",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "recalled_by",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "reply_to",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "thread_last_seq",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "thread_replies",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "thread_seq",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "last_posted_at",
                table: "members");

            migrationBuilder.DropColumn(
                name: "muted_until",
                table: "members");

            migrationBuilder.DropColumn(
                name: "archived_at",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "mentioning_everyone",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "posting",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "slow_mode_seconds",
                table: "conversations");
        }
    }
}
