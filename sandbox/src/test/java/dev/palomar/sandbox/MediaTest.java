package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MediaTest extends Town {

    @Test
    void a_file_is_uploaded_looked_up_downloaded_sent_and_deleted() throws Exception {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 1, 2, 3};
        Reply uploaded = upload("image/png", png);
        String id = uploaded.json().path("id").asString();
        JsonNode found = graph("GET", id + "?phone_number_id=" + number, "").json();
        byte[] bytes = HTTP.send(
                        HttpRequest.newBuilder(URI.create(found.path("url").asString()))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofByteArray())
                .body();
        assertThat(bytes).isEqualTo(png);
        assertThat(found.path("file_size").asInt()).isEqualTo(png.length);

        anaWritesText("hola");
        String message = send("{'to':'" + ANA + "','type':'image','image':{'id':'" + id + "','caption':'c'}}");
        receiver.awaitStatus(message, "delivered");
        String onPhone = onAnasPhone(message).at("/image/url").asString();
        assertThat(graph("DELETE", id, "").json().path("success").asBoolean()).isTrue();

        assertThat(graph("GET", id, "").error().path("error_subcode").asInt()).isEqualTo(33);
        assertThat(request("GET", onPhone, Map.of(), "").statusCode()).isEqualTo(200);
    }

    @Test
    void a_download_address_needs_the_token_and_is_good_for_five_minutes() throws Exception {
        String id = upload("image/png", new byte[] {1, 2, 3}).json().path("id").asString();
        String url = graph("GET", id, "").json().path("url").asString();
        URI address = URI.create(url);

        assertThat(HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                        .statusCode())
                .isNotEqualTo(200);
        control("POST", "/clock", "{'advance':'PT6M'}");
        assertThat(HTTP.send(
                                HttpRequest.newBuilder(address)
                                        .header("Authorization", "Bearer " + token)
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_file_of_a_kind_whatsapp_does_not_take_is_refused() throws Exception {
        assertThat(upload("application/x-msdownload", new byte[] {1})
                        .error()
                        .path("message")
                        .asString())
                .contains("Param file must be a file with one of the following types");
        assertThat(upload("image/png", new byte[6 << 20]).code()).isEqualTo(131053);
    }

    @Test
    void what_a_person_sent_can_be_downloaded_until_a_week_has_passed() {
        String id = anaWrites("{'type':'image','image':{'caption':'x'}}")
                .at("/image/id")
                .asString();
        assertThat(graph("GET", id, "").json().path("mime_type").asString()).isEqualTo("image/png");

        control("POST", "/clock", "{'advance':'P8D'}");

        assertThat(graph("GET", id, "").code()).isEqualTo(100);
    }

    @Test
    void an_upload_in_parts_ends_with_a_handle() {
        String app = business.path("appId").asString();
        String appToken = app + "|" + business.path("appSecret").asString();
        String upload = graph("POST", app + "/uploads?file_length=6&file_type=image/png&file_name=a.png", "", appToken)
                .json()
                .path("id")
                .asString();
        Map<String, String> headers = Map.of("Authorization", "OAuth " + appToken, "file_offset", "0");
        assertThat(JSON.readTree(request("POST", "/v25.0/" + upload, headers, "abc")
                                .body())
                        .path("file_offset")
                        .asInt())
                .isEqualTo(3);

        String handle = JSON.readTree(request(
                                "POST",
                                "/v25.0/" + upload,
                                Map.of("Authorization", "OAuth " + appToken, "file_offset", "3"),
                                "def")
                        .body())
                .path("h")
                .asString();

        assertThat(handle).startsWith("4::");
    }

    private Reply upload(String type, byte[] content) throws Exception {
        String head = "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: " + type
                + "\r\n\r\n";
        java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/v25.0/" + number + "/media"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
        return new Reply(answer.statusCode(), JSON.readTree(answer.body()), answer);
    }
}
