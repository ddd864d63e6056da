"""Every fixed word on paper, in both languages."""

from kopru.common.words import Words

WORDS = {
    "document": Words(tr="Kütüphanelerarası ödünç belgeleri", en="Interlibrary loan papers"),
    "code": Words(tr="Kod", en="Code"),
    # names of the papers
    "pull_slip": Words(tr="Raf fişi", en="Pull slip"),
    "address_label": Words(tr="Kütüphanelerarası ödünç", en="Interlibrary loan"),
    "return_label": Words(tr="İade etiketi", en="Return label"),
    "loan_slip": Words(tr="Ödünç fişi", en="Loan slip"),
    "book_strap": Words(tr="Kütüphanelerarası ödünç", en="Interlibrary loan"),
    "pickup_receipt": Words(tr="Teslim belgesi", en="Pickup receipt"),
    "return_receipt": Words(tr="İade belgesi", en="Return receipt"),
    # the book
    "call_number": Words(tr="Yer numarası", en="Call number"),
    "location": Words(tr="Bulunduğu yer", en="Location"),
    "volume": Words(tr="Cilt", en="Volume"),
    "isbn": Words(tr="ISBN", en="ISBN"),
    "item_barcode": Words(tr="Yayın barkodu", en="Item barcode"),
    # the request
    "requester": Words(tr="İsteyen kütüphane", en="Requesting library"),
    "ship_by": Words(tr="Kargoya son veriliş", en="Ship by"),
    "needed_by": Words(tr="İhtiyaç tarihi", en="Needed by"),
    "patron_group": Words(tr="Kullanıcı grubu", en="Reader group"),
    "note": Words(tr="Not", en="Note"),
    # the parcel
    "sender": Words(tr="Gönderen", en="From"),
    "recipient": Words(tr="Alıcı", en="To"),
    "phone": Words(tr="Tel.", en="Tel."),
    "payer_recipient": Words(tr="Ücreti alıcıdan", en="Freight paid by recipient"),
    "payer_recipient_remark": Words(
        tr="Yalnızca kargo ücreti tahsil edilir; ürün bedeli yoktur.",
        en="Collect the freight only; nothing is due for the contents.",
    ),
    "payer_sender": Words(tr="Gönderici ödemeli", en="Freight paid by sender"),
    "carrier": Words(tr="Kargo firması", en="Carrier"),
    "tracking": Words(tr="Takip numarası", en="Tracking number"),
    "packing_list": Words(tr="Koli içeriği", en="Packing list"),
    "parcel": Words(tr="Koli", en="Parcel"),
    "packed_on": Words(tr="Paketlendiği gün", en="Packed on"),
    "count": Words(tr="Yayın sayısı", en="Items"),
    "way_out": Words(tr="Ödünç", en="Lent"),
    "way_home": Words(tr="İade", en="Going home"),
    "packing_list_foot": Words(
        tr="Koliyi açınca her satırı okutun; eksik ya da hasarlı olanı bize hemen bildirin.",
        en="When you unpack, scan every line; tell us at once what is missing or damaged.",
    ),
    "contents": Words(tr="Paketteki istekler", en="Requests inside"),
    "send_back_by": Words(tr="Kargoya son veriliş", en="Send back by"),
    # the reader
    "shelf_mark": Words(tr="Ayırma rafı", en="Hold shelf"),
    "reader": Words(tr="Kullanıcı", en="Reader"),
    "due_on": Words(tr="Son iade tarihi", en="Due back"),
    "lender": Words(tr="Ödünç veren kütüphane", en="Lent by"),
    "conditions": Words(tr="Kullanım koşulları", en="Conditions of use"),
    "picked_up_on": Words(tr="Teslim tarihi", en="Picked up on"),
    "taken_back_on": Words(tr="İade tarihi", en="Taken back on"),
    # closing sentences
    "loan_slip_foot": Words(
        tr="Lütfen yayını, üzerindeki bandı çıkarmadan, son iade tarihine kadar "
        "kütüphanemizin bankosuna getirin.",
        en="Please bring the item back to our desk by the due date, with its strap still on.",
    ),
    "book_strap_foot": Words(
        tr="Bu yayın başka bir kütüphaneye aittir. Lütfen bandı çıkarmayın; "
        "yayını rafa bırakmayıp bankoya teslim edin.",
        en="This item belongs to another library. Please leave the strap on and "
        "hand the item in at the desk rather than leaving it on a shelf.",
    ),
    "pickup_receipt_foot": Words(
        tr="Yayın size teslim edilmiştir. İyi okumalar dileriz.",
        en="The item is now on loan to you. Enjoy your reading.",
    ),
    "return_receipt_foot": Words(
        tr="Yayın kütüphanemize iade edilmiştir. Bu belgeyi iadenin kanıtı olarak saklayabilirsiniz.",
        en="We have taken the item back. You may keep this receipt as proof of its return.",
    ),
}

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
