package io.carillon.cli.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * run/server.json: how operator commands find the running server of a data folder. Only its owner
 * may read it (0600).
 *
 * @param http address:port of the operators' API
 * @param token what the API wants as bearer token
 * @param pid process ID of the server
 */
public record RunFile(String http, String token, long pid) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static Path path(Path data) {
    return data.resolve("run/server.json");
  }

  /** Writes the file whole, under its final name only once it is. */
  void write(Path data) throws IOException {
    Path file = path(data);
    Files.createDirectories(file.getParent());
    Path draft = file.resolveSibling("server.json.new");
    Files.deleteIfExists(draft);
    var ownerOnly = PosixFilePermissions.fromString("rw-------");
    byte[] text =
        JsonNodeFactory.instance
            .objectNode()
            .put("http", http)
            .put("token", token)
            .put("pid", pid)
            .toString()
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try (var channel =
        Files.newByteChannel(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(ownerOnly))) {
      channel.write(java.nio.ByteBuffer.wrap(text));
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The file of the data folder, when a server wrote one. */
  public static Optional<RunFile> read(Path data) throws IOException {
    Path file = path(data);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode node = JSON.readTree(Files.readAllBytes(file));
    return Optional.of(
        new RunFile(
            node.path("http").asText(), node.path("token").asText(), node.path("pid").asLong()));
  }

  static void delete(Path data) throws IOException {
    Files.deleteIfExists(path(data));
  }
}
