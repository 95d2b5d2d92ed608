package dev.palomar.conversation.reading;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.LabelId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/// Finds the conversations of one page, latest message first. Only the conditions that were asked for are in the
/// statement, so that each finds its index. Every part is a constant; what callers said is bound.
final class ConversationFinder {

    /// A label that more conversations have is found by walking down the list. It is met often enough there, unless all
    /// who have it stand in another part of the list; so a few more than would be quicker that way are gathered.
    private static final int RARE = 10_000;

    /// More people than these are not looked for by a name that all of them share.
    static final int MOST_NAMED = 2_000;

    /// By what the indexes know, and by the rest within each moment.
    private static final String ORDER = " ORDER BY last_moment DESC, last_message_at DESC, id DESC LIMIT :limit";

    private static final String LISTED =
            "SELECT v.id, v.last_moment, v.last_message_at FROM conversation v WHERE v.tenant_id = :tenant";

    /// The conversations with the people that are called so, and groups that are.
    private static final String NAMED = """
             AND (v.contact_id = ANY (:named)
                  OR v.chat = ANY (ARRAY(
                    SELECT 'group:' || id FROM chat_group
                     WHERE tenant_id = :tenant AND position((SELECT contact_folded(:search)) IN contact_folded(subject)) > 0 LIMIT %d)))
            """.formatted(MOST_NAMED);

    private final Tx tx;
    private final TenantId tenant;
    private final ConversationFilter filter;
    private final List<ContactId> named;
    private final boolean rare;

    /// @param named  who is called as the filter says
    ConversationFinder(Tx tx, TenantId tenant, ConversationFilter filter, List<ContactId> named) {
        this.named = named;
        this.tx = tx;
        this.tenant = tenant;
        this.filter = filter;
        this.rare = filter.label().filter(this::isRare).isPresent();
    }

    /// At most `limit`, below `after`.
    List<ConversationId> find(Optional<ConversationReader.Position> after, int limit) {
        String conditions = conditions(after.isPresent());
        Query query = tx.query(narrow() ? one(conditions) : fromParts(conditions))
                .bind("tenant", tenant)
                .bind("limit", limit);
        after.ifPresent(position ->
                query.bind("at", Timestamp.from(position.lastMessageAt())).bind("after", position.id()));
        filter.devices().ifPresent(devices -> query.bindArray("devices", UUID.class, (Object[]) Tx.uuids(devices)));
        filter.contact().ifPresent(contact -> query.bind("contact", contact));
        filter.assignee().ifPresent(assignee -> query.bind("assignee", assignee));
        filter.label().ifPresent(label -> query.bind("label", label));
        filter.search()
                .ifPresent(search ->
                        query.bind("search", search).bindArray("named", UUID.class, (Object[]) Tx.uuids(named)));
        return query.map((row, _) -> new ConversationId(Rows.uuid(row, "id"))).list();
    }

    /// Whether another index than that of the whole list leads to few of them.
    private boolean narrow() {
        return filter.devices().filter(devices -> devices.size() == 1).isPresent()
                || filter.contact().isPresent()
                || filter.assignee().isPresent()
                || filter.unread().orElse(false)
                || filter.search().isPresent()
                || rare;
    }

    private String one(String conditions) {
        return LISTED + state(filter.open()) + (filter.unassigned() ? " AND NOT v.assigned" : "") + conditions + ORDER;
    }

    /// Open and closed ones, given to somebody and not, each from its own part of the index.
    private String fromParts(String conditions) {
        List<String> parts = new ArrayList<>();
        for (boolean open : filter.open().map(List::of).orElse(List.of(true, false))) {
            for (String assigned : filter.unassigned()
                    ? List.of(" AND NOT v.assigned")
                    : List.of(" AND NOT v.assigned", " AND v.assigned")) {
                parts.add("(" + LISTED + state(Optional.of(open)) + assigned + conditions + ORDER + ")");
            }
        }
        return "SELECT id, last_moment, last_message_at FROM (" + String.join(" UNION ALL ", parts) + ") AS part"
                + ORDER;
    }

    private static String state(Optional<Boolean> open) {
        return open.map(is -> is ? " AND v.state = 'open'" : " AND v.state = 'closed'")
                .orElse("");
    }

    private String conditions(boolean further) {
        StringBuilder sql = new StringBuilder();
        if (further) {
            sql.append(" AND v.last_moment <= list_moment(:at) AND (v.last_message_at, v.id) < (:at, :after)");
        }
        filter.devices()
                .ifPresent(devices -> sql.append(
                        devices.size() == 1
                                ? " AND v.device_id = (:devices::uuid[])[1]"
                                : " AND v.device_id = ANY (:devices)"));
        filter.contact().ifPresent(_ -> sql.append(" AND v.contact_id = :contact"));
        filter.assignee().ifPresent(_ -> sql.append(" AND v.assignee_id = :assignee"));
        filter.unread().ifPresent(unread -> sql.append(unread ? " AND v.has_unread" : " AND NOT v.has_unread"));
        filter.search().ifPresent(_ -> sql.append(NAMED));
        filter.label().ifPresent(_ -> sql.append(rare ? """
                                 AND v.id = ANY (ARRAY(SELECT l.conversation_id FROM conversation_label l
                                                        WHERE l.tenant_id = :tenant AND l.label_id = :label))
                                """ : """
                                 AND EXISTS (SELECT FROM conversation_label l
                                              WHERE l.tenant_id = :tenant AND l.conversation_id = v.id
                                                AND l.label_id = :label OFFSET 0)
                                """));
        return sql.toString();
    }

    private boolean isRare(LabelId label) {
        return tx.query("""
                SELECT count(*) FROM (SELECT FROM conversation_label
                                       WHERE tenant_id = :tenant AND label_id = :label LIMIT :most) AS few
                """)
                        .bind("tenant", tenant)
                        .bind("label", label)
                        .bind("most", RARE + 1)
                        .mapTo(Integer.class)
                        .one()
                <= RARE;
    }
}
