package dev.palomar.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.journal.Partitions;
import dev.palomar.media.BucketStore;
import dev.palomar.media.Media;
import dev.palomar.media.MediaFetcher;
import dev.palomar.media.MediaFetching;
import dev.palomar.media.MediaFile;
import dev.palomar.model.id.MediaId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.privacy.Privacy;
import dev.palomar.tenant.privacy.PrivacyRules;
import dev.palomar.testing.Bucket;
import dev.palomar.testing.Core;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a company keeps only for a while goes: rows of both transports, and files in a bucket.
class RetentionTest {

    private static final String ANA = "+5491155559101";

    @TempDir
    private Path aside;

    private final Core core = new Core();
    private final Bucket bucket = new Bucket();
    private PrivacyRules rules;
    private BucketStore store;
    private MediaFetching fetching;
    private Media media;
    private Retention retention;

    @BeforeEach
    void open() throws IOException {
        rules = new PrivacyRules(
                core.test.database(), new Audit(core.test.database(), core.clock, core.ids), core.clock);
        store = new BucketStore(bucket.settings(""), aside);
        fetching = new MediaFetching(
                core.test.database(), store, (_, _, _, _) -> new MediaFetcher.Fetched.Later("away"), core.clock);
        media = new Media(core.test.database(), store, fetching, 1L << 30, core.clock, core.ids);
        retention = new Retention(core.test.database(), core.node, rules, media, core.clock);
        core.test
                .database()
                .worker(tx -> tx.update("""
                        INSERT INTO web_line (tenant_id, device_id, slot, wanted) VALUES (:tenant, :device, 0, true)
                        """)
                        .bind("tenant", Core.ANA)
                        .bind("device", Core.SALES)
                        .execute());
    }

    @AfterEach
    void close() {
        fetching.close();
        store.close();
        bucket.close();
        core.close();
    }

    @Test
    void messages_files_in_a_bucket_and_what_was_written_over_a_linked_number_go_after_their_days() {
        keep(Optional.of(30), Optional.of(30));
        said("viejo");
        pass(20);
        said("nuevo");
        pass(15);

        retention.tidy();

        assertThat(core.test.count("SELECT count(*) FROM message")).isEqualTo(1);
        assertThat(core.test.count("SELECT count(*) FROM message WHERE preview = 'nuevo'"))
                .isEqualTo(1);
        assertThat(core.test.count("SELECT count(*) FROM web_sent")).isEqualTo(1);
        assertThat(core.test.count("SELECT count(*) FROM web_sent WHERE wire_id = 'nuevo'"))
                .isEqualTo(1);
        assertThat(core.test.count("SELECT count(*) FROM media")).isEqualTo(1);
        assertThat(bucket.keys()).hasSize(1);
        assertThat(core.test.count("SELECT count(*) FROM agent_run")).isEqualTo(2);
        assertThat(core.test.count("SELECT count(*) FROM agent_run WHERE summary = 'nuevo'"))
                .isEqualTo(1);
        assertThat(core.test.count("SELECT count(*) FROM agent_run WHERE summary IS NOT NULL"))
                .isEqualTo(1);
    }

    @Test
    void files_may_go_before_their_messages() {
        keep(Optional.empty(), Optional.of(7));
        said("viejo");
        pass(8);
        said("nuevo");

        retention.tidy();

        assertThat(core.test.count("SELECT count(*) FROM message")).isEqualTo(2);
        assertThat(core.test.count("SELECT count(*) FROM media WHERE state = 'missing'"))
                .isEqualTo(1);
        assertThat(bucket.keys()).hasSize(1);
    }

    @Test
    void nothing_goes_where_nothing_was_set() {
        said("viejo");
        pass(400);

        retention.tidy();

        assertThat(core.test.count("SELECT count(*) FROM message")).isEqualTo(1);
        assertThat(bucket.keys()).hasSize(1);
    }

    private void keep(Optional<Integer> messages, Optional<Integer> files) {
        rules.change(
                Core.ANA,
                Author.SYSTEM,
                before -> new Privacy(
                        new Privacy.Keep(messages, files, Optional.empty()),
                        before.optOutWords(),
                        before.optInWords()));
    }

    /// A message with a file, what an engine keeps of one of ours, and what the reply agent said of it.
    private void said(String text) {
        core.receive(ANA, text, text);
        MediaFile file = media.upload(
                Core.ANA,
                text + ".txt",
                Optional.of("text/plain"),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        MediaId id = file.id();
        core.test.database().worker(tx -> {
            tx.update("UPDATE message SET media_id = :file WHERE tenant_id = :tenant AND wire_id = :wire")
                    .bind("file", id)
                    .bind("tenant", Core.ANA)
                    .bind("wire", text)
                    .execute();
            tx.update("""
                            INSERT INTO agent_run (tenant_id, id, conversation_id, device_id, outcome, summary, message_ids,
                                                   started_at)
                            SELECT tenant_id, :run, conversation_id, device_id, 'handedOver', :summary, ARRAY[id], :now
                              FROM message WHERE tenant_id = :tenant AND wire_id = :summary
                            """)
                    .bind("run", core.ids.get())
                    .bind("summary", text)
                    .bind("now", Timestamp.from(core.clock.instant()))
                    .bind("tenant", Core.ANA)
                    .execute();
            return tx.update("""
                            INSERT INTO web_sent (tenant_id, device_id, wire_id, message, at)
                            VALUES (:tenant, :device, :wire, '\\x01'::bytea, :now)
                            """)
                    .bind("tenant", Core.ANA)
                    .bind("device", Core.SALES)
                    .bind("wire", text)
                    .bind("now", Timestamp.from(core.clock.instant()))
                    .execute();
        });
    }

    private void pass(int days) {
        core.clock.advance(Duration.ofDays(days));
        new Partitions(core.test.database(), core.clock, Duration.ofDays(7), Duration.ofDays(30)).maintain();
    }
}
