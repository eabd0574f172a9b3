package io.netauto.driver.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.common.channel.PtyChannelConfigurationHolder;

/**
 * A shell whose output waits in an {@link Inbox}. The window is given back only for what was read,
 * so that a slow reader slows the device, and the inbox never holds more than the window.
 *
 * <p>The library's own pipe is not used: it moves its whole content at each read, and its waits
 * know no deadline of the caller.
 */
final class SshChannel extends ChannelShell {
  private final Inbox inbox;

  SshChannel(PtyChannelConfigurationHolder pty, Inbox inbox) {
    super(pty, Map.of());
    this.inbox = inbox;
    // Given, so that the library makes no pipes of its own.
    setOut(OutputStream.nullOutputStream());
    setErr(OutputStream.nullOutputStream());
  }

  @Override
  protected void doWriteData(byte[] data, int offset, long length) throws IOException {
    take(data, offset, (int) length);
  }

  @Override
  protected void doWriteExtendedData(byte[] data, int offset, long length) throws IOException {
    take(data, offset, (int) length);
  }

  private void take(byte[] data, int offset, int length) throws IOException {
    int dropped = inbox.put(data, offset, length);
    if (dropped > 0) {
      release(dropped);
    }
  }

  @Override
  public void handleEof() throws IOException {
    inbox.end();
    super.handleEof();
  }

  @Override
  public void handleClose() throws IOException {
    inbox.end();
    super.handleClose();
  }

  @Override
  public void handleFailure() throws IOException {
    inbox.fail(new SessionRefused("the device refused the shell"));
    super.handleFailure();
  }

  @Override
  protected void preClose() {
    inbox.fail(new IOException("The channel is closed."));
    super.preClose();
  }

  /** Lets the device send as much again. */
  void release(int read) throws IOException {
    if (isOpen()) {
      getLocalWindow().release(read);
    }
  }
}
