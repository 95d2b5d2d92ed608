package dev.palomar.sandbox.traffic;

import dev.palomar.sandbox.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Small real files, for people who send one without saying which.
final class Samples {

    /// A file and what it is.
    record Sample(String mimeType, String filename, Bytes bytes) {}

    private Samples() {}

    static Sample of(MediaKind kind) {
        return switch (kind) {
            case IMAGE -> new Sample("image/png", "", Bytes.of(png(320, 200)));
            case AUDIO -> new Sample("audio/ogg; codecs=opus", "", Bytes.of(silence()));
            case VIDEO -> new Sample("video/mp4", "", Bytes.of(emptyMp4()));
            case DOCUMENT -> new Sample("application/pdf", "sample.pdf", Bytes.of(pdf()));
            case STICKER ->
                new Sample(
                        "image/webp",
                        "",
                        Bytes.of(Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")));
        };
    }

    /// A picture: a sunset of a few colours (PNG, RFC 2083).
    private static byte[] png(int width, int height) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (int y = 0; y < height; y++) {
            rows.write(0);
            for (int x = 0; x < width; x++) {
                double sun = Math.hypot(x - width * 0.7, y - height * 0.62) < 38 ? 1 : 0;
                boolean sea = y > height * 0.72;
                rows.write(sea ? 24 + y / 4 : (int) Math.min(255, 90 + y + 120 * sun));
                rows.write(sea ? 70 + x / 12 : (int) Math.min(255, 70 + y / 2.0 + 130 * sun));
                rows.write(sea ? 110 + x / 10 : 140 - y / 2);
            }
        }
        Deflater deflater = new Deflater();
        deflater.setInput(rows.toByteArray());
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] part = new byte[4_096];
        while (!deflater.finished()) {
            packed.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        chunk(
                png,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array());
        chunk(png, "IDAT", packed.toByteArray());
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String name, byte[] content) {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(content);
        png.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        png.writeBytes(type);
        png.writeBytes(content);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /// One second of silence (Ogg, RFC 3533; Opus in Ogg, RFC 7845).
    private static byte[] silence() {
        ByteArrayOutputStream ogg = new ByteArrayOutputStream();
        byte[] head = ByteBuffer.allocate(19)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("OpusHead".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 1)
                .putShort((short) 312)
                .putInt(48_000)
                .putShort((short) 0)
                .put((byte) 0)
                .array();
        byte[] tags = ByteBuffer.allocate(8 + 4 + 7 + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("OpusTags".getBytes(StandardCharsets.US_ASCII))
                .putInt(7)
                .put("sandbox".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .array();
        page(ogg, 2, 0, 0, head);
        page(ogg, 0, 0, 1, tags);
        for (int i = 1; i <= 50; i++) {
            page(ogg, i == 50 ? 4 : 0, 960L * i, i + 1, new byte[] {(byte) 0xf8, (byte) 0xff, (byte) 0xfe});
        }
        return ogg.toByteArray();
    }

    private static void page(ByteArrayOutputStream ogg, int flags, long position, int number, byte[] packet) {
        byte[] page = ByteBuffer.allocate(28 + packet.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("OggS".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0)
                .put((byte) flags)
                .putLong(position)
                .putInt(0x50414c4f)
                .putInt(number)
                .putInt(0)
                .put((byte) 1)
                .put((byte) packet.length)
                .put(packet)
                .array();
        int crc = 0;
        for (byte b : page) {
            crc ^= (b & 0xff) << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x80000000) != 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
            }
        }
        ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putInt(22, crc);
        ogg.writeBytes(page);
    }

    private static byte[] emptyMp4() {
        byte[] ftyp = ByteBuffer.allocate(24)
                .putInt(24)
                .put("ftypisom".getBytes(StandardCharsets.US_ASCII))
                .putInt(512)
                .put("isommp41".getBytes(StandardCharsets.US_ASCII))
                .array();
        byte[] mdat = ByteBuffer.allocate(8)
                .putInt(8)
                .put("mdat".getBytes(StandardCharsets.US_ASCII))
                .array();
        return ByteBuffer.allocate(ftyp.length + mdat.length)
                .put(ftyp)
                .put(mdat)
                .array();
    }

    private static byte[] pdf() {
        return """
                %PDF-1.4
                1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
                2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
                3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
                4 0 obj<</Length 46>>stream
                BT /F 24 Tf 40 100 Td (A sample document) Tj ET
                endstream endobj
                trailer<</Root 1 0 R>>
                %%EOF
                """.getBytes(StandardCharsets.US_ASCII);
    }
}
