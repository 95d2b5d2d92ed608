package dev.palomar.transport.web;

import dev.palomar.model.Payload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/// What a phone shows of a picture until it has fetched it. Without one that is a grey tile.
///
/// @param width   of the whole picture in pixels, as people see it
/// @param height  likewise
/// @param jpeg    the picture made small
record Thumbnail(int width, int height, Payload jpeg) {

    /// Of the longer side, in pixels. It travels within the message, so it has to be small.
    private static final int SIDE = 96;

    /// Empty when the file is no picture that Java knows; throws when it is one that is damaged.
    static Optional<Thumbnail> of(Path picture) throws IOException {
        try (ImageInputStream content = ImageIO.createImageInputStream(picture.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(content);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(content);
                return Optional.of(read(reader));
            } finally {
                reader.dispose();
            }
        }
    }

    private static Thumbnail read(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        Orientation way = way(reader);
        boolean lying = way.compareTo(Orientation.LEFT_TOP) >= 0;
        BufferedImage upright = ExifFilterUtils.getFilterForOrientation(way).apply(roughly(reader, width, height));
        return new Thumbnail(lying ? height : width, lying ? width : height, Payload.of(small(upright)));
    }

    /// How the camera was held. Where a program has put that in an order that Java does not know, as it lies.
    private static Orientation way(ImageReader reader) throws IOException {
        if (!reader.getFormatName().equals("JPEG")) {
            return Orientation.TOP_LEFT;
        }
        try {
            return Objects.requireNonNullElse(ExifUtils.getExifOrientation(reader, 0), Orientation.TOP_LEFT);
        } catch (IIOException unreadable) {
            return Orientation.TOP_LEFT;
        }
    }

    /// Leaves out lines and columns while it reads: a few megabytes can hold pixels for a gigabyte.
    private static BufferedImage roughly(ImageReader reader, int width, int height) throws IOException {
        int step = Math.max(1, Math.max(width, height) / (4 * SIDE));
        ImageReadParam every = reader.getDefaultReadParam();
        every.setSourceSubsampling(Math.min(step, width), Math.min(step, height), 0, 0);
        return reader.read(0, every);
    }

    private static byte[] small(BufferedImage picture) throws IOException {
        BufferedImage small = Thumbnails.of(picture).size(SIDE, SIDE).asBufferedImage();
        BufferedImage onWhite = new BufferedImage(small.getWidth(), small.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D drawn = onWhite.createGraphics();
        drawn.drawImage(small, 0, 0, Color.WHITE, null);
        drawn.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(onWhite, "jpg", jpeg);
        return jpeg.toByteArray();
    }
}
