package dev.palomar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest implements MediaStoreContract {

    @TempDir
    private Path folder;

    private FolderStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FolderStore(folder);
    }

    @Override
    public MediaStore store() {
        return store;
    }

    @Test
    void nothing_is_left_behind_by_a_content_that_was_refused() throws IOException {
        assertThatThrownBy(() -> store.put(KEY, new Measured(new ByteArrayInputStream(new byte[11]), 10)))
                .isInstanceOf(IOException.class);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void a_key_never_leads_out_of_the_folder() {
        for (String key : new String[] {"../x", "/etc/passwd", "a/../../b", "", "a//b", ".incoming/x"}) {
            assertThatThrownBy(() -> store.open(key)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
