# The formula for a tap; .github/packaging/fill writes version and checksums.
class Curate < Formula
  desc "Linter, fixer and link checker for curated markdown lists and their translations"
  homepage "https://github.com/curate-lists/curate"
  version "@version@"
  license "MIT"

  on_macos do
    on_arm do
      url "https://github.com/curate-lists/curate/releases/download/v@version@/curate-@version@-aarch64-apple-darwin.tar.gz"
      sha256 "@sha256:aarch64-apple-darwin@"
    end
    on_intel do
      url "https://github.com/curate-lists/curate/releases/download/v@version@/curate-@version@-x86_64-apple-darwin.tar.gz"
      sha256 "@sha256:x86_64-apple-darwin@"
    end
  end

  on_linux do
    on_arm do
      url "https://github.com/curate-lists/curate/releases/download/v@version@/curate-@version@-aarch64-unknown-linux-musl.tar.gz"
      sha256 "@sha256:aarch64-unknown-linux-musl@"
    end
    on_intel do
      url "https://github.com/curate-lists/curate/releases/download/v@version@/curate-@version@-x86_64-unknown-linux-musl.tar.gz"
      sha256 "@sha256:x86_64-unknown-linux-musl@"
    end
  end

  def install
    bin.install "curate"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/curate.bash" => "curate"
    fish_completion.install "completions/curate.fish"
    zsh_completion.install "completions/curate.zsh" => "_curate"
  end

  test do
    (testpath/"README.md").write "# Lamps\n\n- [Clip]((https://clip.example/)) - Holds on.\n"
    assert_match "links/malformed", shell_output("#{bin}/curate lint README.md", 1)
  end
end
