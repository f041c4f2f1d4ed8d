using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Messenger.Infrastructure.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class PersonalAndKinds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "card",
                table: "messages",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "vanishes_at",
                table: "messages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "personal_items",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    value = table.Column<string>(type: "jsonb", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_personal_items", x => new { x.user_id, x.kind, x.key });
                    table.ForeignKey(
                        name: "fk_personal_items_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "personal_versions",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    forgotten_version = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_personal_versions", x => x.user_id);
                    table.ForeignKey(
                        name: "fk_personal_versions_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "poll_votes",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    option = table.Column<int>(type: "integer", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    voted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_poll_votes", x => new { x.conversation_id, x.seq, x.option, x.user_id });
                    table.ForeignKey(
                        name: "fk_poll_votes_messages_conversation_id_seq",
                        columns: x => new { x.conversation_id, x.seq },
                        principalTable: "messages",
                        principalColumns: new[] { "conversation_id", "seq" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_messages_sender_id_conversation_id_seq",
                table: "messages",
                columns: new[] { "sender_id", "conversation_id", "seq" },
                filter: "thread_last_seq is not null")
                .Annotation("Npgsql:CreatedConcurrently", true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_sender_id_conversation_id_thread_seq",
                table: "messages",
                columns: new[] { "sender_id", "conversation_id", "thread_seq" },
                filter: "thread_seq is not null")
                .Annotation("Npgsql:CreatedConcurrently", true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_vanishes_at",
                table: "messages",
                column: "vanishes_at",
                filter: "vanishes_at is not null and recalled_at is null")
                .Annotation("Npgsql:CreatedConcurrently", true);

            migrationBuilder.CreateIndex(
                name: "ix_personal_items_changed_at",
                table: "personal_items",
                column: "changed_at",
                filter: "value is null");

            migrationBuilder.CreateIndex(
                name: "ix_personal_items_due_at",
                table: "personal_items",
                column: "due_at",
                filter: "due_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_personal_items_user_id_version",
                table: "personal_items",
                columns: new[] { "user_id", "version" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "personal_items");

            migrationBuilder.DropTable(
                name: "personal_versions");

            migrationBuilder.DropTable(
                name: "poll_votes");

            migrationBuilder.DropIndex(
                name: "ix_messages_sender_id_conversation_id_seq",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_sender_id_conversation_id_thread_seq",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_vanishes_at",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "card",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "vanishes_at",
                table: "messages");
        }
    }
}
