package dev.palomar.transport.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailTest {

    /// Exif with one entry: the camera was held so that the picture has to be turned right by 90 degrees.
    private static final byte[] TURNED = HexFormat.of()
            .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001" + "00060000"
                    + "00000000");

    /// How long the segment is that Java's own begin with.
    private static final int JFIF = 18;

    @TempDir
    private Path folder;

    @Test
    void a_picture_made_small_keeps_its_form_and_fits_into_a_message() throws IOException {
        Thumbnail seen = Thumbnail.of(picture("jpg", 4_000, 3_000)).orElseThrow();

        assertThat(seen.width()).isEqualTo(4_000);
        assertThat(seen.height()).isEqualTo(3_000);
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(seen.jpeg().bytes()));
        assertThat(small.getWidth()).isEqualTo(96);
        assertThat(small.getHeight()).isEqualTo(72);
        assertThat(seen.jpeg().size()).isLessThan(8_000);
        assertThat(new Color(small.getRGB(10, 36)).getRed()).isGreaterThan(200);
        assertThat(new Color(small.getRGB(86, 36)).getBlue()).isGreaterThan(200);
    }

    @Test
    void a_picture_is_shown_the_way_the_camera_was_held() throws IOException {
        byte[] lying = Files.readAllBytes(picture("jpg", 400, 200));

        Thumbnail seen = Thumbnail.of(file(turned(lying, JFIF))).orElseThrow();

        assertThat(seen.width()).isEqualTo(200);
        assertThat(seen.height()).isEqualTo(400);
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(seen.jpeg().bytes()));
        assertThat(small.getHeight()).isEqualTo(96);
        assertThat(new Color(small.getRGB(24, 10)).getRed()).isGreaterThan(200);
    }

    @Test
    void a_picture_that_says_how_the_camera_was_held_in_an_unusual_place_is_shown_all_the_same() throws IOException {
        byte[] lying = Files.readAllBytes(picture("jpg", 400, 200));

        Thumbnail seen = Thumbnail.of(file(turned(lying, 0))).orElseThrow();

        assertThat(seen.jpeg().size()).isPositive();
    }

    @Test
    void what_one_can_see_through_is_shown_on_white() throws IOException {
        Path file = folder.resolve("glass.png");
        ImageIO.write(new BufferedImage(300, 10, BufferedImage.TYPE_INT_ARGB), "png", file.toFile());

        BufferedImage small = ImageIO.read(
                new ByteArrayInputStream(Thumbnail.of(file).orElseThrow().jpeg().bytes()));

        assertThat(small.getRGB(48, 1)).isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void of_a_file_of_a_few_kilobytes_with_a_billion_points_little_is_kept_while_it_is_read() throws IOException {
        BufferedImage huge = new BufferedImage(30_000, 10_000, BufferedImage.TYPE_BYTE_BINARY);
        Path file = folder.resolve("huge.png");
        ImageIO.write(huge, "png", file.toFile());

        Thumbnail seen = Thumbnail.of(file).orElseThrow();

        assertThat(seen.width()).isEqualTo(30_000);
        assertThat(seen.jpeg().size()).isLessThan(8_000);
    }

    @Test
    void what_is_no_picture_has_none_and_what_is_damaged_says_so() throws IOException {
        assertThat(Thumbnail.of(file(new byte[] {1, 2, 3}))).isEmpty();
        byte[] whole = Files.readAllBytes(picture("png", 300, 300));
        Path half = file(Arrays.copyOf(whole, 20));
        assertThatThrownBy(() -> Thumbnail.of(half)).isInstanceOf(IOException.class);
    }

    /// As cameras write it: Exif in the place of what Java writes first, of which `left` bytes are left out.
    private static byte[] turned(byte[] jpeg, int left) throws IOException {
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.write(jpeg, 0, 2);
        turned.write(TURNED);
        turned.write(jpeg, 2 + left, jpeg.length - 2 - left);
        return turned.toByteArray();
    }

    /// Red on the left, blue on the right.
    private Path picture(String format, int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D drawn = picture.createGraphics();
        drawn.setColor(Color.RED);
        drawn.fillRect(0, 0, width / 2, height);
        drawn.setColor(Color.BLUE);
        drawn.fillRect(width / 2, 0, width - width / 2, height);
        drawn.dispose();
        Path file = folder.resolve("picture." + format);
        ImageIO.write(picture, format, file.toFile());
        return file;
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("file"), content);
    }
}
