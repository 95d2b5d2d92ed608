package dev.palomar.webhook.meta;

import dev.palomar.journal.Entry;
import dev.palomar.model.Payload;
import dev.palomar.model.event.EventType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Which facts Meta's Cloud API has a shape for. What is said and what becomes of it can be told of every number; what
/// concerns the account is told where Meta told it.
public final class MetaFacts {

    private static final Set<EventType> SAID = Set.of(
            EventType.MESSAGE_RECEIVED,
            EventType.MESSAGE_SENT,
            EventType.MESSAGE_DELIVERED,
            EventType.MESSAGE_READ,
            EventType.MESSAGE_PLAYED,
            EventType.MESSAGE_FAILED,
            EventType.MESSAGE_EDITED,
            EventType.MESSAGE_REVOKED,
            EventType.MESSAGE_REACTION,
            EventType.CALL_RECEIVED);

    private static final Set<EventType> OF_THE_ACCOUNT =
            Set.of(EventType.TEMPLATE_STATUS, EventType.ACCOUNT_UPDATE, EventType.DEVICE_LIMIT);

    /// How every change begins that came from Meta (`transport.cloud.webhook`).
    private static final String METAS = "{\"field\":";

    private static final byte[] BEGINNING = METAS.getBytes(StandardCharsets.US_ASCII);

    /// As [#tells], of the rows `e` of the table `event`.
    public static final String SQL = """
            (e.type IN (%s)
             OR e.type IN (%s) AND substring(e.raw FROM 1 FOR %d) = convert_to('%s', 'UTF8'))
            """.formatted(words(SAID), words(OF_THE_ACCOUNT), METAS.length(), METAS);

    private MetaFacts() {}

    public static boolean tells(Entry entry) {
        return SAID.contains(entry.type())
                || (OF_THE_ACCOUNT.contains(entry.type())
                        && entry.raw().filter(MetaFacts::isMetas).isPresent());
    }

    /// Whether this is a change as Meta sent it, and not what another transport delivered.
    static boolean isMetas(Payload raw) {
        byte[] bytes = raw.bytes();
        return bytes.length > BEGINNING.length
                && Arrays.equals(bytes, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
    }

    private static String words(Set<EventType> types) {
        return types.stream()
                .map(EventType::word)
                .sorted()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(", "));
    }
}
