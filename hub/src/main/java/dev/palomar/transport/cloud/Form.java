package dev.palomar.transport.cloud;

import okhttp3.MultipartBody;

/// Meta's upload form.
final class Form {

    private Form() {}

    static MultipartBody of(GraphClient.Upload file) {
        return new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("messaging_product", "whatsapp")
                .addFormDataPart("type", file.mimeType())
                .addFormDataPart("file", file.filename(), new GraphClient.FileBody(file))
                .build();
    }
}
