package dev.palomar.api.page;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.qrcode.QRCodeWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// A text as a QR code.
public final class QrPicture {

    private static final int PIXELS = 360;

    /// The light edge without which telephones do not find it, in modules (ISO/IEC 18004).
    private static final int EDGE = 4;

    private QrPicture() {}

    /// As a PNG.
    public static byte[] png(String text) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            MatrixToImageWriter.writeToStream(
                    new QRCodeWriter()
                            .encode(text, BarcodeFormat.QR_CODE, PIXELS, PIXELS, Map.of(EncodeHintType.MARGIN, EDGE)),
                    "PNG",
                    png);
            return png.toByteArray();
        } catch (WriterException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
