package dev.palomar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every place for contents promises.
interface MediaStoreContract {

    String KEY = "0a1b/2c/3d4e";

    MediaStore store();

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private byte[] read() throws IOException {
        try (InputStream content = store().open(KEY).orElseThrow()) {
            return content.readAllBytes();
        }
    }

    @Test
    default void what_is_put_is_given_back_byte_for_byte() throws IOException {
        for (int length : new int[] {0, 1, 70_000, 6 << 20}) {
            byte[] bytes = random(length);
            store().put(KEY, new ByteArrayInputStream(bytes));
            assertThat(read()).isEqualTo(bytes);
        }
    }

    @Test
    default void what_was_never_put_is_not_there() throws IOException {
        assertThat(store().open("0a1b/2c/none")).isEmpty();
        store().delete("0a1b/2c/none");
    }

    @Test
    default void what_is_deleted_is_gone() throws IOException {
        store().put(KEY, new ByteArrayInputStream(random(10)));
        store().delete(KEY);
        assertThat(store().open(KEY)).isEmpty();
    }

    @Test
    default void a_content_that_breaks_off_leaves_what_was_there_before() throws IOException {
        store().put(KEY, new ByteArrayInputStream(random(10)));
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(random(100_000)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line broke");
            }
        });

        assertThatThrownBy(() -> store().put(KEY, broken)).isInstanceOf(IOException.class);
        assertThat(read()).isEqualTo(random(10));
    }

    @Test
    default void a_content_past_the_limit_is_not_kept() throws IOException {
        assertThatThrownBy(() -> store().put(KEY, new Measured(new ByteArrayInputStream(random(101)), 100)))
                .isInstanceOf(Measured.TooLong.class);
        assertThat(store().open(KEY)).isEmpty();
    }
}
