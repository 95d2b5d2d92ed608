package dev.palomar.media;

import dev.palomar.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Objects in a bucket of Amazon S3 or of anything that speaks like it.
public final class BucketStore implements MediaStore, AutoCloseable {

    /// @param endpoint   empty for Amazon's own
    /// @param pathStyle  the bucket is a part of the path and not of the host name
    /// @param prefix     put before every key; may be empty
    public record Settings(
            String bucket,
            String region,
            Optional<URI> endpoint,
            boolean pathStyle,
            String prefix,
            String accessKey,
            Secret secretKey) {}

    private final Settings settings;
    private final Path aside;
    private final S3Client s3;

    /// `aside` is a folder in which a file waits while it is sent, because its length must be known before.
    public BucketStore(Settings settings, Path aside) throws IOException {
        this.settings = settings;
        this.aside = Files.createDirectories(aside);
        S3ClientBuilder client = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(30))
                        .build())
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        settings.accessKey(), settings.secretKey().reveal())))
                // other makers' stores do not know the newer checksums
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(options -> options.chunkedEncodingEnabled(false))
                .forcePathStyle(settings.pathStyle());
        settings.endpoint().ifPresent(client::endpointOverride);
        this.s3 = client.build();
    }

    @Override
    public void put(String key, InputStream content) throws IOException {
        Path written = Files.createTempFile(aside, "media", ".part");
        try {
            Files.copy(content, written, StandardCopyOption.REPLACE_EXISTING);
            s3.putObject(
                    request -> request.bucket(settings.bucket()).key(settings.prefix() + key),
                    RequestBody.fromFile(written));
        } catch (SdkException failure) {
            throw new IOException("the bucket did not take a file: " + failure.getMessage(), failure);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        try {
            return Optional.of(
                    s3.getObject(request -> request.bucket(settings.bucket()).key(settings.prefix() + key)));
        } catch (NoSuchKeyException missing) {
            return Optional.empty();
        } catch (SdkException failure) {
            throw new IOException("the bucket did not give a file: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        try {
            s3.deleteObject(request -> request.bucket(settings.bucket()).key(settings.prefix() + key));
        } catch (SdkException failure) {
            throw new IOException("the bucket did not delete a file: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
