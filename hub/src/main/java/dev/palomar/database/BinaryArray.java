package dev.palomar.database;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ByteConverter;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/// A one-dimensional array as PostgreSQL itself sends arrays (`array_send`): no text is made of the elements here, and
/// none is parsed there. The driver writes only some types so, and not uuid and timestamptz, of which we write most.
final class BinaryArray extends PGobject implements PGBinaryObject {

    private static final long serialVersionUID = 1;

    /// What the driver has to be told that it may send, besides what it sends anyway: the object ids of the arrays of
    /// bool, date, timestamptz and uuid (`pg_type.dat`).
    static final String TYPES = "1000,1182,1185,2951";

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final int HEAD = 20;

    private final transient byte[][] elements;
    private final int elementOid;
    private final boolean nulls;
    private final int length;

    /// `values` are of the Java type that belongs to `type`: UUID, Instant, LocalDate, Boolean, String, byte[], or a
    /// Number for the integers. Throws [IllegalArgumentException] for a type that is not known here.
    BinaryArray(String type, @Nullable Object[] values) {
        setType("_" + type);
        this.elementOid = oid(type);
        this.elements = new byte[values.length][];
        int bytes = HEAD;
        boolean missing = false;
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            bytes += 4;
            if (value == null) {
                missing = true;
            } else {
                byte[] element = element(type, value);
                elements[i] = element;
                bytes += element.length;
            }
        }
        this.nulls = missing;
        this.length = values.length == 0 ? 12 : bytes;
    }

    @Override
    public int lengthInBytes() {
        return length;
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new UnsupportedOperationException("is only written");
    }

    /// Dimensions, whether there are nulls, type; length and lower bound; then each element behind its length.
    @Override
    public void toBytes(byte[] bytes, int offset) {
        boolean empty = elements.length == 0;
        ByteConverter.int4(bytes, offset, empty ? 0 : 1);
        ByteConverter.int4(bytes, offset + 4, nulls ? 1 : 0);
        ByteConverter.int4(bytes, offset + 8, elementOid);
        if (empty) {
            return;
        }
        ByteConverter.int4(bytes, offset + 12, elements.length);
        ByteConverter.int4(bytes, offset + 16, 1);
        int at = offset + HEAD;
        for (byte[] element : elements) {
            ByteConverter.int4(bytes, at, element == null ? -1 : element.length);
            at += 4;
            if (element != null) {
                System.arraycopy(element, 0, bytes, at, element.length);
                at += element.length;
            }
        }
    }

    private static int oid(String type) {
        return switch (type) {
            case "bool" -> 16;
            case "bytea" -> 17;
            case "int8" -> 20;
            case "int2" -> 21;
            case "int4" -> 23;
            case "text" -> 25;
            case "date" -> 1082;
            case "timestamptz" -> 1184;
            case "uuid" -> 2950;
            default -> throw new IllegalArgumentException("no binary form of " + type + " is known here");
        };
    }

    private static byte[] element(String type, Object value) {
        return switch (type) {
            case "bool" -> new byte[] {(byte) ((Boolean) value ? 1 : 0)};
            case "bytea" -> (byte[]) value;
            case "int2" -> int2(((Number) value).shortValue());
            case "int4" -> int4(((Number) value).intValue());
            case "int8" -> int8(((Number) value).longValue());
            case "date" -> int4((int) ChronoUnit.DAYS.between(FIRST_DAY, (LocalDate) value));
            case "timestamptz" -> int8(EPOCH.until((Instant) value, ChronoUnit.MICROS));
            case "uuid" -> uuid((UUID) value);
            default -> value.toString().getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] int2(short value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    private static byte[] int4(int value) {
        byte[] bytes = new byte[4];
        ByteConverter.int4(bytes, 0, value);
        return bytes;
    }

    private static byte[] int8(long value) {
        byte[] bytes = new byte[8];
        ByteConverter.int8(bytes, 0, value);
        return bytes;
    }

    private static byte[] uuid(UUID value) {
        byte[] bytes = new byte[16];
        ByteConverter.int8(bytes, 0, value.getMostSignificantBits());
        ByteConverter.int8(bytes, 8, value.getLeastSignificantBits());
        return bytes;
    }
}
