package dev.palomar.conversation;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Identity;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.PlainText;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The ordinary case, in one statement: people we know, under the name we know them by, in chats that are there.
final class KnownChats {

    private record Key(TenantId tenant, DeviceId device, String name) {}

    private record Row(
            ContactId contact,
            Optional<String> name,
            boolean nameKept,
            boolean optedOut,
            ConversationId conversation,
            int slot,
            Optional<PhoneNumber> business,
            Optional<Instant> windowUntil) {}

    private KnownChats() {}

    /// One answer per place, in their order; empty when there is anything else among them: a group, somebody new, a
    /// new name, names that lead to different people.
    static Supplier<Optional<List<Located>>> find(Tx tx, List<Place> places) {
        if (places.stream()
                .anyMatch(place -> place.group().isPresent() || place.person().equals(Identity.NOBODY))) {
            return Optional::empty;
        }
        Supplier<Map<Key, Row>> rows = lookUp(tx, places);
        return () -> located(places, rows.get());
    }

    private static Optional<List<Located>> located(List<Place> places, Map<Key, Row> rows) {
        List<Located> located = new ArrayList<>(places.size());
        for (Place place : places) {
            List<Row> found = keys(place).stream().map(rows::get).distinct().toList();
            Row row = found.size() == 1 ? found.getFirst() : null;
            if (row == null || renamed(place, row)) {
                return Optional.empty();
            }
            located.add(new Located(
                    row.conversation(),
                    Optional.of(row.contact()),
                    row.slot(),
                    false,
                    false,
                    new Parties.Party(place.person(), row.name(), Optional.of(row.contact())),
                    row.business(),
                    row.windowUntil(),
                    Parties.Chat.with(place.person()),
                    row.optedOut()));
        }
        return Optional.of(located);
    }

    private static boolean renamed(Place place, Row row) {
        return !row.nameKept()
                && place.name()
                        .map(given -> PlainText.line(given, 200))
                        .filter(given -> !given.isEmpty() && !Optional.of(given).equals(row.name()))
                        .isPresent();
    }

    private static List<Key> keys(Place place) {
        return place.person().keys().stream()
                .map(name -> new Key(place.tenant(), place.device(), name))
                .toList();
    }

    private static Supplier<Map<Key, Row>> lookUp(Tx tx, List<Place> places) {
        List<Key> keys = places.stream()
                .flatMap(place -> keys(place).stream())
                .distinct()
                .toList();
        return tx.ask(
                """
                SELECT u.tenant_id, u.device_id, u.key, i.contact_id, c.name, c.name_kept,
                       c.opted_out_at IS NOT NULL AS opted_out, v.id, v.slot, v.window_until, d.phone
                  FROM unnest(?::uuid[], ?::uuid[], ?::text[]) AS u (tenant_id, device_id, key)
                  JOIN contact_identity i ON i.tenant_id = u.tenant_id AND i.key = u.key
                  JOIN contact c ON c.tenant_id = i.tenant_id AND c.id = i.contact_id
                 CROSS JOIN LATERAL (
                       SELECT id, slot, window_until FROM conversation
                        WHERE tenant_id = u.tenant_id AND device_id = u.device_id
                          AND chat = 'contact:' || i.contact_id
                        LIMIT 1) v
                  JOIN device d ON d.tenant_id = u.tenant_id AND d.id = u.device_id
                """,
                columns -> columns.add("uuid", keys, key -> key.tenant().value())
                        .add("uuid", keys, key -> key.device().value())
                        .add("text", keys, Key::name),
                found -> {
                    Map<Key, Row> rows = new HashMap<>();
                    while (found.next()) {
                        rows.put(
                                new Key(
                                        new TenantId(Rows.uuid(found, "tenant_id")),
                                        new DeviceId(Rows.uuid(found, "device_id")),
                                        found.getString("key")),
                                new Row(
                                        new ContactId(Rows.uuid(found, "contact_id")),
                                        Rows.maybeText(found, "name"),
                                        found.getBoolean("name_kept"),
                                        found.getBoolean("opted_out"),
                                        new ConversationId(Rows.uuid(found, "id")),
                                        found.getInt("slot"),
                                        Rows.maybeText(found, "phone").map(PhoneNumber::new),
                                        Rows.maybeInstant(found, "window_until")));
                    }
                    return rows;
                });
    }
}
