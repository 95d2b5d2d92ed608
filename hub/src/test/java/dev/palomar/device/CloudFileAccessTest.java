package dev.palomar.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.media.ExpectedMedia;
import dev.palomar.media.FolderStore;
import dev.palomar.media.Media;
import dev.palomar.media.MediaContent;
import dev.palomar.media.MediaFetching;
import dev.palomar.media.MediaFile;
import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MessageContent;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.transport.SendOutcome;
import dev.palomar.transport.Signal;
import dev.palomar.transport.Transport;
import dev.palomar.transport.cloud.CloudAccount;
import dev.palomar.transport.cloud.CloudFiles;
import dev.palomar.transport.cloud.CloudTransport;
import dev.palomar.transport.cloud.GraphClient;
import dev.palomar.transport.cloud.PlatformApp;
import dev.palomar.transport.cloud.SandboxWorld;
import dev.palomar.transport.cloud.webhook.CloudWebhook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class CloudFileAccessTest {

    private static final byte[] JPEG =
            HexFormat.of().parseHex("ffd8ffe000104a46494600010100000100010000ffdb004300ffd9");

    @TempDir
    private Path folder;

    private final SandboxWorld sandbox = new SandboxWorld();
    private final DeviceWorld world = new DeviceWorld();
    private final GraphClient graph = new GraphClient(sandbox.settings());
    private CloudAccount account;
    private MediaFetching fetching;
    private Media media;
    private Transport transport;

    @BeforeEach
    void open() throws IOException {
        Device device = world.create(
                world.ana, DeviceWorld.credentials(sandbox.of("phoneNumberId"), sandbox.of("accessToken")));
        account = sandbox.account(world.ana, device.id());
        FolderStore store = new FolderStore(folder);
        fetching = new MediaFetching(
                world.test.database(),
                store,
                new CloudFileAccess(world.numbers, new CloudFiles(graph, PlatformApp.NONE)),
                world.clock);
        media = new Media(world.test.database(), store, fetching, 1L << 30, world.clock, world.ids);
        transport = new CloudTransport(graph, world.numbers, new CloudShelf(media), PlatformApp.NONE);
    }

    @AfterEach
    void close() {
        fetching.close();
        graph.close();
        world.close();
        sandbox.close();
    }

    /// Ana sends a picture; where WhatsApp has it.
    private MediaSource.AtWhatsApp anaSendsAPicture() {
        ObjectNode message = Json.object().put("to", SandboxWorld.BUSINESS).put("type", "image");
        message.putObject("image")
                .put("data", Base64.getEncoder().encodeToString(JPEG))
                .put("mime_type", "image/jpeg");
        String id = sandbox.control("POST", "phones/" + SandboxWorld.ANA + "/messages", Json.text(message))
                .path("id")
                .asString();
        Signal.Message signal = (Signal.Message)
                CloudWebhook.parse(sandbox.webhookWith(id).body()).getFirst().signal();
        return (MediaSource.AtWhatsApp) ((MessageContent.Media) signal.content()).file();
    }

    private MediaId expect(MediaSource.AtWhatsApp remote) {
        MediaId id = new MediaId(world.ids.get());
        world.test.database().worker(tx -> {
            media.expect(
                    tx,
                    List.of(new ExpectedMedia(
                            world.ana,
                            account.device(),
                            id,
                            remote.wireId(),
                            remote.mimeType(),
                            remote.sha256(),
                            Optional.empty())));
            return id;
        });
        return id;
    }

    private SendOutcome sendToAna(MediaId file) {
        return transport
                .session(world.ana, account.device())
                .send(new Transport.Outgoing(
                        new MessageId(new UUID(7, 1)),
                        Identity.of(new PhoneNumber(SandboxWorld.ANA)),
                        Optional.empty(),
                        new MessageContent.Media(
                                MediaKind.IMAGE,
                                new MediaSource.Stored(file, Optional.empty(), Optional.empty()),
                                Optional.empty(),
                                Optional.empty(),
                                false),
                        Optional.empty()));
    }

    @Test
    void a_picture_that_ana_sent_is_here_byte_for_byte_and_its_hash_was_checked() throws IOException {
        MediaId id = expect(anaSendsAPicture());

        try (MediaContent content = media.open(world.ana, id)) {
            assertThat(content.content().readAllBytes()).isEqualTo(JPEG);
        }
        assertThat(media.get(world.ana, id).state()).isEqualTo(MediaFile.State.STORED);
    }

    @Test
    void a_picture_that_whatsapp_does_not_have_any_more_is_missing_with_whatsapps_words() {
        MediaSource.AtWhatsApp remote = anaSendsAPicture();
        sandbox.fault("media-missing", "");
        MediaId id = expect(remote);

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> media.open(world.ana, id))
                .isInstanceOf(dev.palomar.model.Rejection.Gone.class);
        assertThat(media.get(world.ana, id).state()).isEqualTo(MediaFile.State.MISSING);
    }

    @Test
    void a_picture_goes_out_and_is_brought_to_whatsapp_once() {
        anaSendsAPicture();
        MediaId id = media.upload(world.ana, "foto.jpg", Optional.empty(), new ByteArrayInputStream(JPEG))
                .id();

        assertThat(sendToAna(id)).isInstanceOf(SendOutcome.Accepted.class);
        Optional<String> wireId = media.uploadedAs(world.ana, id, account.phoneNumberId());
        assertThat(wireId).isPresent();
        assertThat(sendToAna(id)).isInstanceOf(SendOutcome.Accepted.class);
        assertThat(media.uploadedAs(world.ana, id, account.phoneNumberId())).isEqualTo(wireId);
    }

    @Test
    void what_ana_sent_can_be_sent_on_without_being_fetched_before() {
        MediaId id = expect(anaSendsAPicture());

        assertThat(sendToAna(id)).isInstanceOf(SendOutcome.Accepted.class);
        assertThat(media.get(world.ana, id).state()).isEqualTo(MediaFile.State.STORED);
    }
}
