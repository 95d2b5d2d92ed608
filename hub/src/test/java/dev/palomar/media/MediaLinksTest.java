package dev.palomar.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import dev.palomar.vault.MasterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MediaLinksTest {

    private static final TenantId ANA = new TenantId(new UUID(1, 1));
    private static final MediaId FILE = new MediaId(new UUID(5, 1));

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final MediaLinks links =
            new MediaLinks(MasterKey.parse(Base64.getEncoder().encodeToString(new byte[32])), () -> now);

    @Test
    void a_link_opens_its_file_until_it_runs_out() {
        MediaLinks.Link link = links.sign(ANA, FILE, Duration.ofMinutes(15));
        assertThat(link.expiresAt()).isEqualTo(now.plusSeconds(900));
        assertThat(links.read(FILE, link.expires(), link.signature())).contains(ANA);

        now = now.plusSeconds(900);
        assertThat(links.read(FILE, link.expires(), link.signature())).isEmpty();
    }

    @Test
    void a_link_opens_no_other_file_lasts_no_longer_and_cannot_be_made_elsewhere() {
        MediaLinks.Link link = links.sign(ANA, FILE, Duration.ofMinutes(15));
        byte[] bytes = Base64.getUrlDecoder().decode(link.signature());
        bytes[15] ^= 1;
        String otherTenant = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertThat(links.read(new MediaId(new UUID(5, 2)), link.expires(), link.signature()))
                .isEmpty();
        assertThat(links.read(FILE, link.expires() + 1, link.signature())).isEmpty();
        assertThat(links.read(FILE, link.expires(), otherTenant)).isEmpty();
        assertThat(links.read(FILE, link.expires(), "")).isEmpty();
        assertThat(links.read(FILE, link.expires(), "ä")).isEmpty();
    }

    @Test
    void no_link_lives_longer_than_a_day() {
        assertThat(links.sign(ANA, FILE, Duration.ofDays(30)).expiresAt()).isEqualTo(now.plus(Duration.ofDays(1)));
    }
}
