package io.carillon.media.prompt;

import io.carillon.core.prompt.Prompt;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sounds of the prompt folder, read at start. Thread-safe; asking for a sound does no I/O. A
 * prompt without a file is left out and logged once.
 */
public final class PromptLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(PromptLibrary.class);

  private static final int MOST_MISSING_LOGGED = 100;

  private final Map<String, Sound> sounds;
  private final Set<String> missing = ConcurrentHashMap.newKeySet();

  public PromptLibrary(Map<String, Sound> sounds) {
    this.sounds = Map.copyOf(sounds);
  }

  /**
   * Reads every WAV of a folder (mono, 16 bit, 48 kHz) and prepares the other rates in the
   * background.
   *
   * @param folder null for no prompts at all
   */
  public static PromptLibrary read(Path folder) throws IOException {
    Map<String, Sound> sounds = new HashMap<>();
    if (folder != null) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.wav")) {
        for (Path file : files) {
          String name = file.getFileName().toString().replaceFirst("\\.wav$", "");
          sounds.put(name, new Sound(name, WavReader.read(file, Sound.RECORDED_RATE)));
        }
      }
    }
    PromptLibrary library = new PromptLibrary(sounds);
    Thread.ofVirtual().name("prompts").start(library::prepare);
    return library;
  }

  private void prepare() {
    for (Sound sound : sounds.values()) {
      sound.pcm(8000);
      sound.pcm(16000);
    }
  }

  /** The sounds of these prompts, in order. */
  public List<Sound> sounds(List<Prompt> prompts) {
    List<Sound> found = new ArrayList<>(prompts.size());
    for (Prompt prompt : prompts) {
      Sound sound = sounds.get(prompt.name());
      if (sound != null) {
        found.add(sound);
      } else if (missing.size() < MOST_MISSING_LOGGED && missing.add(prompt.name())) {
        LOG.warn("prompt {}: no such file in the prompt folder", prompt.name());
      }
    }
    return found;
  }
}
