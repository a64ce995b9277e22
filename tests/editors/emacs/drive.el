;; Does in Emacs what STEPS names, as somebody who edits README.md; what it saw is written to SEEN as JSON.

(require 'json)

(defun wait (for-what is-there)
  "Wait until IS-THERE gives something, and give it; FOR-WHAT says what it is."
  (let ((left 1200) found)
    (while (not (setq found (funcall is-there)))
      (when (< (setq left (1- left)) 0)
        (error "Waited in vain for %s" for-what))
      (accept-process-output nil 0.05))
    found))

(defun diagnostics ()
  "What is found in the buffer: messages and byte offsets."
  (wait "diagnostics" (lambda () (flymake-start) (flymake-diagnostics)))
  (mapcar
   (lambda (found)
     `((message . ,(flymake-diagnostic-text found))
       (offset . ,(1- (position-bytes (flymake-diagnostic-beg found))))))
   (flymake-diagnostics)))

(defun rename ()
  "Rename the heading of desk lamps."
  (goto-char (point-min))
  (search-forward "## Desk")
  (eglot-rename "Lamps for desks"))

(defun format-it ()
  "Format the buffer."
  (eglot-format-buffer))

;; Emacs wants to know whether files that are not open may be changed; nobody is here to say yes.
(advice-add 'y-or-n-p :override #'always)
(find-file "README.md")
;; What the command loop does, which there is none of without a terminal.
(run-hooks 'post-command-hook)
(wait "the server" #'eglot-current-server)
(let ((seen (mapcar (lambda (step) (cons step (funcall (intern step)))) (split-string (getenv "STEPS")))))
  (save-some-buffers t)
  (eglot-shutdown (eglot-current-server))
  (with-temp-file (getenv "SEEN") (insert (json-encode seen))))
