package dev.palomar.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteRangeTest {

    @Test
    void the_ranges_of_rfc_9110_are_understood_and_what_is_none_is_ignored() {
        assertThat(ByteRange.read("bytes=0-9", 70)).contains(new ByteRange(0, 10));
        assertThat(ByteRange.read("bytes=60-", 70)).contains(new ByteRange(60, 10));
        assertThat(ByteRange.read("bytes=60-999", 70)).contains(new ByteRange(60, 10));
        assertThat(ByteRange.read("bytes=-5", 70)).contains(new ByteRange(65, 5));
        assertThat(ByteRange.read("bytes=-500", 70)).contains(new ByteRange(0, 70));
        assertThat(ByteRange.read("bytes=70-", 70)).contains(new ByteRange(70, 0));
        assertThat(ByteRange.read("bytes=0-1,3-4", 70)).isEmpty();
        assertThat(ByteRange.read("bytes=9-1", 70)).isEmpty();
        assertThat(ByteRange.read("bytes=-", 70)).isEmpty();
        assertThat(ByteRange.read("pages=1-2", 70)).isEmpty();
    }
}
