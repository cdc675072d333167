language = Language
optional = optional
shorten = Shorten this to { $most } signs; it has { $signs }
skip = Skip to the page
to-mend = { $many ->
    [one] One thing to mend before this can be sent
   *[other] { $number } things to mend before this can be sent
}
today = today
tomorrow = tomorrow
yesterday = yesterday

## The account of a date
clock-caption = How the date was counted
clock-from = From, to ({ $city })
clock-does = What the clock does
clock-counted = Counted

## What came with a form
bad-sign = A sign in here can’t be kept. We have taken it out; look whether the text is right, and send it again
too-many-files = Choose at most { $most } files
file-too-large = “{ $name }” is larger than 25 MB. Choose the files again without it, or with a smaller one
files-too-large = The files are larger than 50 MB together. Choose fewer of them

## What could not be done
not-found-title = This page is not here
not-found = The link may be old, or it may have been a private link that was renewed. Nothing of yours is lost.
sign-in-title = Sign in first
forbidden-title = This is not open to you
forbidden = Nothing was done. Open our page yourself and send it from there.
refused-title = This can’t be done as it stands
refused = Nothing was changed. Open your page again: it says what holds now.
invalid-title = Something has to be mended first
invalid = Something here has to be mended.
conflict-title = Somebody was here before you
too-many-title = A moment, please
too-many = Many came from where you are within a short time. Nothing was changed. Try again in a minute.
too-large-title = This is too large
too-large = We take at most 25 MB a file and 50 MB together. Go back, choose fewer or shorten the text, and send it again.
not-now-title = Not at the moment
unavailable = We can’t reach our database at the moment. Nothing was changed. Try again in a minute.
cannot-write = We can’t write anything down at the moment, so nothing was changed. Tell your administrator the number below.
too-slow-title = This took too long
too-slow = This took too long, and we can’t say whether it was done. Look at the page before you try again.
unreadable-title = We could not read that
unreadable = The form did not arrive whole. Go back and send it again.
internal-title = Something went wrong on our side
internal = Something went wrong on our side. Nothing of yours is lost. If it happens again, tell your administrator the number below.
number = Number { $id }
to-start = Go to the start
leave-empty = Leave this empty
