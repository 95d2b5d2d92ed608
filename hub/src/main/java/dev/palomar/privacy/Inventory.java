package dev.palomar.privacy;

import dev.palomar.media.Media;
import dev.palomar.tenant.limit.Idempotency;
import java.util.List;
import java.util.Map;

/// Where a person's data is, table by table. A test fails when there is a table that is in neither list.
final class Inventory {

    /// What came from WhatsApp and has no row of its own that says whose it is.
    private static final String NAMED = """
            EXISTS (SELECT FROM unnest(:names) AS n (name) WHERE position(convert_to(n.name, 'UTF8') IN %s) > 0)
            """;

    /// Ids at WhatsApp stand between other characters than their own.
    private static final String NAMED_KEY =
            "EXISTS (SELECT FROM unnest(:names) AS n (name) WHERE t.id ~ ('(^|[^0-9A-Za-z])' || n.name || '([^0-9A-Za-z]|$)'))";

    private static final String WIRE_IDS = """
            (t.device_id, t.wire_id) IN (
                SELECT m.device_id, coalesce(o.wire_id, m.wire_id) FROM message m
                  LEFT JOIN outbox o ON o.tenant_id = m.tenant_id AND o.message_id = m.id
                 WHERE m.tenant_id = t.tenant_id AND m.conversation_id = ANY (:conversations) AND NOT m.inbound)
            """;

    /// Calls that carried the person's messages, or name the person.
    private static final String LOGGED = """
            t.message_id IN (SELECT m.id FROM message m
                              WHERE m.tenant_id = t.tenant_id AND m.conversation_id = ANY (:conversations))
             OR EXISTS (SELECT FROM unnest(:marks) AS k (mark)
                         WHERE position(k.mark IN concat_ws(' ', t.url, t.error, t.request, t.response)) > 0)
            """;

    /// Tables that hold nothing about the people whom a company writes with, and why.
    static final Map<String, String> WITHOUT = Map.ofEntries(
            Map.entry("tenant", "the company itself"),
            Map.entry("membership", "people of the company"),
            Map.entry("api_key", "programs of the company"),
            Map.entry("audit", "who of the company did what, with ids alone; it only grows"),
            Map.entry("keyset", "sealed keys"),
            Map.entry("visit", "when and why the platform's people were in the company"),
            Map.entry("device", "the company's numbers"),
            Map.entry("device_state", "states of the company's numbers"),
            Map.entry("cloud_number", "credentials of the company's numbers"),
            Map.entry("web_line", "the company's own numbers"),
            Map.entry("pairing_link", "hashes of links"),
            Map.entry("web_call", "sealed questions between nodes, for seconds"),
            Map.entry("quota_use", "counters"),
            Map.entry("stat_hour", "counters"),
            Map.entry("endpoint", "the company's receivers"),
            Map.entry("endpoint_secret", "sealed secrets"),
            Map.entry("parked", "ids of events that wait"),
            Map.entry("lane_retry", "ids of lanes that wait"),
            Map.entry("replay", "times and types"),
            Map.entry("template", "the company's templates"),
            Map.entry("template_sync", "counters"),
            Map.entry("signup", "the company's way to Meta"),
            Map.entry("privacy", "the company's rules"),
            Map.entry(
                    "contact_import",
                    "counters, and rows by their number; the file goes when it is in, and an erasure waits for that"),
            Map.entry("erasure", "what was erased, without saying of whom; by whom is in the audit log"),
            Map.entry("conversation_access", "who of the company read what, with ids alone"),
            Map.entry("label", "the company's words"),
            Map.entry("quick_reply", "the company's words"),
            Map.entry("search_past", "a position"),
            Map.entry("stat_day", "counters"),
            Map.entry("stat_month", "counters"),
            Map.entry("stat_template", "counters"),
            Map.entry("alert", "what is wrong with the company's numbers and receivers"),
            Map.entry("alert_settings", "addresses of people of the company"),
            Map.entry("agent", "settings of the company"),
            Map.entry("agent_device", "settings of the company"),
            Map.entry("agent_prompt", "what the company tells its reply agent"));

    private Inventory() {}

    /// In the order in which it is erased: what is found by something else goes before that.
    static List<Erasable> of(Media media, Idempotency idempotency, Archives archives) {
        return List.of(
                new ArchiveSweep(archives),
                new EventSweep(),
                new AnswerSweep(idempotency),
                new PagedSweep("integrationLog", "integration_log", LOGGED),
                new FileSweep(media),
                new GroupSweep(),
                Sweep.of("groupReceipts", "group_receipt", "t.member = ANY (:keys)"),
                Sweep.of("webCopies", "web_sent", WIRE_IDS),
                Sweep.of("webCopies", "web_sent", NAMED.formatted("t.message")),
                Sweep.of("webHistory", "web_history", NAMED.formatted("t.message")),
                Sweep.of("webKeys", "web_key", NAMED_KEY),
                Sweep.of("waitingStatuses", "early_status", NAMED.formatted("coalesce(t.raw, '')")),
                Sweep.of(
                        "messages",
                        "message",
                        "t.conversation_id = ANY (:conversations)",
                        "outbox",
                        "send_attempt",
                        "message_words",
                        "given_name"),
                Sweep.of("messages", "message", "t.sender_id = ANY (:contacts)"),
                new LastWordSweep(),
                new WordSweep(),
                Redaction.of("message", "id", "content", "context", "preview"),
                Redaction.of("conversation", "last_message_id", "last_preview"),
                Redaction.of("note", "id", "text"),
                Redaction.of("agent_run", "id", "summary"),
                Sweep.of("notes", "note", "t.conversation_id = ANY (:conversations)"),
                Sweep.of("agentRuns", "agent_run", "t.conversation_id = ANY (:conversations)", "agent_turn"),
                Sweep.of("pictures", "picture", "t.conversation_id = ANY (:conversations)"),
                Sweep.of("firstChats", "first_chat", "t.conversation_id = ANY (:conversations)"),
                Sweep.of("conversations", "conversation", "t.id = ANY (:conversations)", "conversation_label"),
                Sweep.of("consents", "consent", "t.contact_id = ANY (:contacts)"),
                Sweep.of("contacts", "contact", "t.id = ANY (:contacts)", "contact_identity", "former_identity"),
                Sweep.of(
                        "mergedIds",
                        "merged",
                        "t.old_id = ANY (:contacts || :conversations) OR t.new_id = ANY (:contacts || :conversations)"));
    }
}
