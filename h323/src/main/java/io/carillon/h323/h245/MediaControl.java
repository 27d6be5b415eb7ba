package io.carillon.h323.h245;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Value;
import io.carillon.media.session.AudioPlan;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * H.245 of one call: capabilities, who is master, the channels of its audio, and the far end's
 * keys. It works alike whichever way its messages go.
 *
 * <p>Owned by the call's strand. Every message is answered or passed over; none makes it fail.
 */
public final class MediaControl {
  /**
   * The channels on which we send are numbered from here on, apart from what far ends choose in
   * fast connect.
   */
  public static final int FIRST_CHANNEL = 257;

  private static final int LAST_CHANNEL = 32_000;

  private final LocalMedia local;
  private final Out out;
  private final MasterSlave masterSlave;
  private final AudioChannels channels;
  private final Set<AudioCodec> declined = EnumSet.noneOf(AudioCodec.class);
  private TheirCapabilities theirs;
  private boolean ourSetTaken;
  private boolean begun;
  private boolean over;
  private int nextChannel = FIRST_CHANNEL;
  private Optional<AudioChannel> opening = Optional.empty();

  /** What comes of it; called on the call's strand. */
  public interface Out {
    void send(ControlMessage message);

    /** The media is to go so from now on. */
    void plan(AudioPlan plan);

    /** We have no codec that the far end takes. */
    void noCommonCodec();

    /** A key was pressed: 0-9, *, #, A-D. */
    void key(char key);

    /** The far end has ended the session. */
    void sessionEnded();
  }

  /**
   * @param random draws the number of the determination
   */
  public MediaControl(LocalMedia local, RandomGenerator random, Out out) {
    this.local = local;
    this.out = out;
    this.masterSlave = new MasterSlave(random);
    this.channels = new AudioChannels(local);
  }

  /** The channels of a fast connect are open. Before anything else. */
  public void opened(FastConnect fast) {
    nextChannel = fast.sending().number() + 1;
    channels.receiving(Optional.of(fast.receiving()));
    channels.sending(Optional.of(fast.sending()));
    out.plan(channels.plan());
  }

  /**
   * Messages can go now: sends what each side has to begin with (H.323 8.2). Again without effect.
   */
  public void begin() {
    if (begun) {
      return;
    }
    begun = true;
    out.send(OurCapabilities.set(1, local.codecs()));
    out.send(masterSlave.request());
  }

  /** True when we send, which is when prompts are heard. */
  public boolean sending() {
    return channels.sending().isPresent();
  }

  /** The codec we send, when we do. */
  private Optional<AudioCodec> codec() {
    return channels.sending().map(AudioChannel::codec);
  }

  public void receive(ControlMessage message) {
    if (over) {
      return;
    }
    switch (message.kind()) {
      case REQUEST -> request(message);
      case RESPONSE -> response(message);
      case COMMAND -> command(message);
      case INDICATION -> indication(message);
      case UNKNOWN -> {} // nothing that could be answered
    }
    if (!over) {
      openWhenDue();
    }
  }

  /** Ends the session, if there is one. Again without effect. */
  public void end() {
    if (begun && !over) {
      out.send(ControlMessage.endSession());
    }
    over = true;
  }

  private void request(ControlMessage message) {
    Fields fields = message.fields();
    switch (message.name()) {
      case "masterSlaveDetermination" -> out.send(masterSlave.requested(fields));
      case "terminalCapabilitySet" -> capabilities(fields);
      case "openLogicalChannel" -> open(fields);
      case "closeLogicalChannel" -> close(number(fields));
      case "requestChannelClose" -> closeRequested(number(fields));
      case "requestMode" -> mode(fields);
      case "roundTripDelayRequest" -> out.send(sequenced("roundTripDelayResponse", fields).done());
      case "nonStandard" -> {}
      default -> notUnderstood("request", message);
    }
  }

  private void response(ControlMessage message) {
    Fields fields = message.fields();
    switch (message.name()) {
      case "masterSlaveDeterminationAck" -> masterSlave.acknowledged(fields).forEach(out::send);
      case "masterSlaveDeterminationReject" -> masterSlave.rejected().forEach(out::send);
      case "terminalCapabilitySetAck", "terminalCapabilitySetReject" -> ourSetTaken = true;
      case "openLogicalChannelAck" -> opened(fields);
      case "openLogicalChannelReject" -> refused(number(fields));
      default -> {} // to what we never ask for, or what nothing follows from
    }
  }

  private void command(ControlMessage message) {
    switch (message.name()) {
      case "endSessionCommand" -> {
        end();
        out.sessionEnded();
      }
      case "sendTerminalCapabilitySet" -> out.send(OurCapabilities.set(2, local.codecs()));
      default -> {} // flow control and pictures are not for audio of a fixed rate
    }
  }

  private void indication(ControlMessage message) {
    if (message.name().equals("userInput") && message.value() instanceof Chosen input) {
      UserInput.keys(input).chars().forEach(key -> out.key((char) key));
    }
  }

  private void notUnderstood(String kind, ControlMessage message) {
    out.send(
        ControlMessage.indication(
            "functionNotUnderstood",
            new Chosen(kind, new Chosen(message.name(), message.value()))));
  }

  private void capabilities(Fields set) {
    theirs = TheirCapabilities.of(set);
    declined.clear();
    channels.theirEvents(theirs.telephoneEvents());
    out.send(sequenced("terminalCapabilitySetAck", set).done());
    boolean held = theirs.empty();
    boolean unfit =
        channels.sending().filter(it -> !theirs.audio().containsKey(it.codec())).isPresent();
    if (held || unfit) {
      stopSending();
    } else if (channels.sending().isPresent()) {
      out.plan(channels.plan());
    }
  }

  private void stopSending() {
    opening
        .or(channels::sending)
        .ifPresent(channel -> out.send(ChannelMessages.close(channel.number())));
    opening = Optional.empty();
    if (channels.sending().isPresent()) {
      channels.sending(Optional.empty());
      out.plan(channels.plan());
    }
  }

  /** Opens the channel on which we send once everything is there that has to come before. */
  private void openWhenDue() {
    boolean due =
        theirs != null
            && !theirs.empty()
            && ourSetTaken
            && masterSlave.outcome() != MasterSlave.Outcome.OPEN
            && channels.sending().isEmpty()
            && opening.isEmpty();
    if (!due) {
      return;
    }
    Optional<AudioCodec> codec = choice();
    if (codec.isEmpty()) {
      out.noCommonCodec();
      return;
    }
    open(codec.get());
  }

  /** What they send to us when they take it too, as old devices want it; else the best of ours. */
  private Optional<AudioCodec> choice() {
    return channels
        .receiving()
        .map(AudioChannel::codec)
        .filter(this::possible)
        .or(() -> local.codecs().stream().filter(this::possible).findFirst());
  }

  private boolean possible(AudioCodec codec) {
    return theirs.audio().containsKey(codec) && !declined.contains(codec);
  }

  private void open(AudioCodec codec) {
    int millis = theirs.audio().get(codec);
    int number = nextChannel;
    nextChannel = nextChannel == LAST_CHANNEL ? FIRST_CHANNEL : nextChannel + 1;
    opening =
        Optional.of(new AudioChannel(number, codec, millis, Optional.empty(), Optional.empty()));
    Fields open = ChannelMessages.open(number, codec.capability(millis), local.rtcp());
    out.send(ControlMessage.request("openLogicalChannel", open));
  }

  /** Ours is open: they say where to send. */
  private void opened(Fields ack) {
    if (opening.isEmpty() || opening.get().number() != number(ack)) {
      return; // closed meanwhile
    }
    AudioChannel asked = opening.get();
    opening = Optional.empty();
    Fields parameters =
        ack.chosen("forwardMultiplexAckParameters").map(Chosen::fields).orElse(Fields.NONE);
    AudioChannel open =
        new AudioChannel(
            asked.number(),
            asked.codec(),
            asked.packetMillis(),
            MediaAddresses.read(parameters, "mediaChannel"),
            MediaAddresses.read(parameters, "mediaControlChannel"));
    if (open.rtp().isEmpty()) {
      out.send(ChannelMessages.close(open.number()));
      declined.add(open.codec());
      return;
    }
    channels.sending(Optional.of(open));
    out.plan(channels.plan());
  }

  private void refused(int number) {
    opening
        .filter(channel -> channel.number() == number)
        .ifPresent(
            channel -> {
              declined.add(channel.codec());
              opening = Optional.empty();
            });
  }

  /** They want to send. Another channel for the main audio takes the place of the one before. */
  private void open(Fields open) {
    int number = number(open);
    Optional<Proposal> proposal =
        Proposal.of(open).filter(it -> it.towardsUs() && local.codecs().contains(it.codec()));
    if (proposal.isEmpty()) {
      out.send(ChannelMessages.reject(number, "dataTypeNotSupported"));
    } else if (!proposal.get().mainAudio()) {
      out.send(ChannelMessages.reject(number, "invalidSessionID"));
    } else {
      channels.receiving(Optional.of(proposal.get().channel(number)));
      out.send(ChannelMessages.acknowledge(number, local));
      out.plan(channels.plan());
    }
  }

  private void close(int number) {
    out.send(ChannelMessages.closed(number));
    if (channels.receiving().filter(channel -> channel.number() == number).isPresent()) {
      channels.receiving(Optional.empty());
      out.plan(channels.plan());
    }
  }

  /** They ask us to close what we send on; a new channel is opened when they still take audio. */
  private void closeRequested(int number) {
    if (channels.sending().filter(channel -> channel.number() == number).isEmpty()) {
      out.send(ChannelMessages.willNotClose(number));
      return;
    }
    out.send(ChannelMessages.willClose(number));
    stopSending();
  }

  /** They ask for another codec: it is taken when it is one of ours and they can receive it. */
  private void mode(Fields request) {
    Optional<AudioCodec> wanted =
        ModeRequests.firstChoice(request).filter(codec -> theirs != null && possible(codec));
    if (wanted.isEmpty() || !local.codecs().contains(wanted.get())) {
      out.send(sequenced("requestModeReject", request).choose("cause", "modeUnavailable").done());
      return;
    }
    out.send(
        sequenced("requestModeAck", request)
            .choose("response", "willTransmitMostPreferredMode")
            .done());
    if (!codec().equals(wanted)) {
      stopSending();
      open(wanted.get());
    }
  }

  private static int number(Fields fields) {
    return (int) fields.whole(ChannelMessages.NUMBER).orElseThrow();
  }

  /** A response that begins with the request's sequence number. */
  private static Response sequenced(String name, Fields request) {
    OptionalInt sequence = OptionalInt.of((int) request.whole("sequenceNumber").orElseThrow());
    return new Response(name, Fields.fields().set("sequenceNumber", Value.of(sequence.getAsInt())));
  }

  private record Response(String name, Fields.Builder fields) {
    Response choose(String component, String alternative) {
      fields.choose(component, alternative);
      return this;
    }

    ControlMessage done() {
      return ControlMessage.response(name, fields.done());
    }
  }

  /** What the far end could do beyond audio: video, h239. */
  public List<String> beyondAudio() {
    if (theirs == null) {
      return List.of();
    }
    return theirs.h239() ? List.of("video", "h239") : theirs.video() ? List.of("video") : List.of();
  }
}
