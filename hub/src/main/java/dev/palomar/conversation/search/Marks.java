package dev.palomar.conversation.search;

import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Words in the index that nobody can have written: whose a message is, from when, over which number and in which
/// conversation. What is asked for together with them is found by the index alone, and only as much of it as was said
/// in that time.
final class Marks {

    private static final long DAY = 86_400_000L;
    private static final long DAYS_IN_BLOCK = 32;

    private Marks() {}

    /// All of one message's, separated by blanks.
    static String of(TenantId tenant, MessageId message, DeviceId device, ConversationId conversation) {
        long day = day(message.value());
        return String.join(
                " ", of(tenant), ofDay(tenant, day), ofBlock(tenant, block(day)), of(device), of(conversation));
    }

    static String of(TenantId tenant) {
        return "=t" + letters(tenant.value());
    }

    static String of(DeviceId device) {
        return "=d" + letters(device.value());
    }

    static String of(ConversationId conversation) {
        return "=c" + letters(conversation.value());
    }

    /// What chance gave an id, in base64.
    private static String letters(UUID id) {
        byte[] bytes =
                ByteBuffer.allocate(8).putLong(id.getLeastSignificantBits()).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String ofDay(TenantId tenant, long day) {
        return of(tenant) + ":" + day;
    }

    private static String ofBlock(TenantId tenant, long block) {
        return of(tenant) + "#" + block;
    }

    /// The days from `first` to `last`, both included, as a query.
    static String days(TenantId tenant, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(day -> quoted(ofDay(tenant, day)))
                .collect(Collectors.joining(" | ", "(", ")"));
    }

    /// The blocks of days from `first` to `last`, both included, as a query.
    static String blocks(TenantId tenant, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(block -> quoted(ofBlock(tenant, block)))
                .collect(Collectors.joining(" | ", "(", ")"));
    }

    /// Any of these, as a query.
    static <T> String any(Collection<T> all, Function<T, String> mark) {
        List<String> marks = all.stream().map(mark).map(Marks::quoted).sorted().toList();
        return "(" + String.join(" | ", marks) + ")";
    }

    static String quoted(String mark) {
        return "'" + mark + "'";
    }

    /// The day, counted from 1970, in which the id was given.
    static long day(UUID id) {
        return (id.getMostSignificantBits() >>> 16) / DAY;
    }

    static long block(long day) {
        return day / DAYS_IN_BLOCK;
    }

    static long firstDay(long block) {
        return block * DAYS_IN_BLOCK;
    }

    /// Below all ids of the day and above all of the one before.
    static UUID floor(long day) {
        return IdSource.floor(day * DAY);
    }
}
